using ContactCenter.Hosting.Settings;

namespace ContactCenter.Routing;

/// <summary>The strategies by the names the setting <c>Routing:Strategy</c> knows them by.</summary>
internal static class RoutingStrategies
{
    /// <summary>Whoever has been without a conversation or a missed ring for the longest time.</summary>
    public const string LongestIdle = "LongestIdle";

    /// <summary>One after the other, in the order of their ids, each queue for itself.</summary>
    public const string RoundRobin = "RoundRobin";

    /// <summary>Whoever has had the fewest conversations within the last hour.</summary>
    public const string FewestCalls = "FewestCalls";

    /// <summary>Any of the free operators.</summary>
    public const string Random = "Random";

    /// <summary>All of the above.</summary>
    public static readonly IReadOnlyList<string> All =
        [.. typeof(RoutingStrategies).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>The name of a strategy.</summary>
    internal sealed class NameAttribute : RuleAttribute
    {
        public override string? Broken(object value) => All.Contains(value) ? null : $"be one of {string.Join(", ", All)}";
    }
}
