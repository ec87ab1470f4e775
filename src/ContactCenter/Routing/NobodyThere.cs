namespace ContactCenter.Routing;

/// <summary>The words of the setting <c>WhenNobody</c>.</summary>
internal static class NobodyThere
{
    /// <summary>The guest waits; see <c>MaxSearches</c>.</summary>
    public const string Wait = "Wait";

    /// <summary>The guest is told at once.</summary>
    public const string Refuse = "Refuse";
}
