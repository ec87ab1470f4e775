namespace ContactCenter.Hosting.Settings;

/// <summary>What a name in a map must be, said where the map is declared. A map without it knows the names it has by default.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal abstract class NameRuleAttribute : Attribute
{
    /// <summary>Of a map within a map the inner one is at depth 1.</summary>
    public int Depth { get; init; }

    /// <summary>The end of the sentence "Routing:Skills:x has a wrong name; it must ...", or null when the name keeps the rule.</summary>
    public abstract string? Broken(string name);
}

/// <summary>A map that may also be a single value, which is the item of the empty name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainAttribute : Attribute;
