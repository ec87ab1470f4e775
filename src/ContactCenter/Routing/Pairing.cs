namespace ContactCenter.Routing;

/// <summary>This operator is asked for this call, and why.</summary>
/// <param name="Considered">Who could have had it, the chosen one first. At most <see cref="Decision.MostNamed"/>.</param>
/// <param name="Excluded">Who is free and could not. At most <see cref="Decision.MostNamed"/>.</param>
/// <param name="Others">How many more were free than are named.</param>
internal sealed record Pairing(
    WaitingCall Call,
    Candidate Operator,
    ChoiceReason Reason,
    IReadOnlyList<Considered> Considered,
    IReadOnlyList<Excluded> Excluded,
    int Others);
