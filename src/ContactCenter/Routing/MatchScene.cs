using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>What holds for all calls of one match.</summary>
/// <param name="Free">Who may be offered a call, each once.</param>
/// <param name="Staff">Everybody of the group who is signed in.</param>
/// <param name="Allowed">So many offers and no more.</param>
/// <param name="Cursors">Who was offered last in each of the queues.</param>
internal sealed record MatchScene(
    IReadOnlyList<Candidate> Free, Staff Staff, int Allowed, IReadOnlyDictionary<string, OperatorId> Cursors, DateTimeOffset Now);
