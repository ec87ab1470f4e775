namespace ContactCenter.Routing;

/// <summary>The strategies by the names the setting <c>Routing:Strategy</c> knows them by.</summary>
internal static class RoutingStrategies
{
    /// <summary>Whoever has been without a conversation or a missed ring for the longest time.</summary>
    public const string LongestIdle = "LongestIdle";

    /// <summary>Any of the free operators.</summary>
    public const string Random = "Random";
}
