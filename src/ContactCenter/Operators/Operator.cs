namespace ContactCenter.Operators;

/// <summary>Names an operator: TrueConf's short login in lower case, the one form that <c>TrueConf/</c> lets in.</summary>
public readonly record struct OperatorId(string Value)
{
    /// <summary>The id that people spell in several ways (<c>Anna@server</c>); null when it names nobody.</summary>
    public static OperatorId? Spelt(string? text) =>
        text?.Split('@', 2)[0].Trim().ToLowerInvariant() is { Length: > 0 } login ? new OperatorId(login) : null;

    public override string ToString() => Value;
}

/// <summary>Names a TrueConf group: the server's own id, not the name people see.</summary>
public readonly record struct GroupId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One member of the operators' group, as the last look found them.</summary>
public sealed record Operator(OperatorId Id, string Name, Presence Presence);

/// <summary>Whether an operator could take a call, as far as TrueConf Server knows.</summary>
public enum Presence
{
    /// <summary>Not signed in, not active, or unknown to the server.</summary>
    Offline,

    /// <summary>Signed in and idle: the only presence that may be rung.</summary>
    Available,

    /// <summary>Signed in, in a call of ours or of anybody's.</summary>
    Busy,
}
