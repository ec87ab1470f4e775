namespace ContactCenter.Operators;

/// <summary>Our snapshot of one operators' group.</summary>
/// <param name="ReadAt">When the reading began: what happened later is not in it.</param>
public sealed record Roster(GroupId Group, DateTimeOffset ReadAt, IReadOnlyList<Operator> Operators)
{
    /// <summary>When the reading was complete: from here on it grows old. A slow server's roster is no worse for being slow.</summary>
    public DateTimeOffset CompleteAt { get; init; } = ReadAt;

    public IEnumerable<Operator> Available => Operators.Where(one => one.Presence == Presence.Available);

    public bool AnybodySignedIn => Operators.Any(one => one.Presence != Presence.Offline);
}
