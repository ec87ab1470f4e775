using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>
/// Which waiting calls are worth reading: as few as possible, and no fewer than it takes to match as if all had been read.
/// </summary>
internal sealed class MatchSearches(
    FreeOperators operators, IReadOnlyList<QueueSettings> queues, CallLadders ladders, int allowed, DateTimeOffset now)
{
    /// <summary>As many of one operator's held calls are looked at; more than one only where the first may not be had yet.</summary>
    private const int _heldAtOnce = 20;

    public IReadOnlyList<WaitingSearch> For(IReadOnlyList<WaitingKind> kinds) =>
        [.. kinds.SelectMany(OfKind), .. queues.SelectMany(Held)];

    /// <summary>
    /// Who may be asked depends on a call's age: step by step of the ladder, wherever more of the free operators will do, one
    /// search among the calls that are old enough. So a young call in front that none of them may take hides no old one
    /// behind it, and the other way round.
    /// </summary>
    private IEnumerable<WaitingSearch> OfKind(WaitingKind kind)
    {
        var queue = QueueOf(kind.Queue);
        var ladder = ladders.Of(kind.Queue, kind.Kind);
        var most = Able(ladder, ladder.Last).Length;
        var fewer = 0;
        for (var step = 0; step <= ladder.Last && fewer < most; step++)
        {
            var able = Able(ladder, ladder.WithoutVain(step, operators.Staff));
            if (able.Length > fewer)
            {
                fewer = able.Length;
                yield return new WaitingSearch(queue.Name, LimitOf(kind, most))
                {
                    Kind = kind,
                    ArrivedBy = step == 0 ? null : now - ladder.After(step),
                    GiveUpAfter = now,
                    Operators = able,
                    MissedAfter = now - queue.RetryDelay,
                };
            }
        }
    }

    /// <summary>
    /// Each call takes one operator at least, so no more can be served than there are. Of those that ring already the one
    /// that rings at the fewest comes first, wherever it stands; there are never more of them than operators.
    /// </summary>
    private int LimitOf(WaitingKind kind, int able) =>
        kind.IsRinging ? operators.Free.Count + operators.NotFree.Count : Math.Min(able, allowed);

    /// <summary>
    /// Thousands may be free, for hardly any of whom a call is held. A hold that has begun goes on where settings prefer nobody
    /// any more: so such queues are looked at, too.
    /// </summary>
    private IEnumerable<WaitingSearch> Held(QueueSettings queue) => operators.Free.Where(one => one.IsAwaited).Select(one => new WaitingSearch(queue.Name, _heldAtOnce)
    {
        HeldFor = one.Id,
        GiveUpAfter = now,
        Operators = [one.Id],
        MissedAfter = now - queue.RetryDelay,
    });

    private OperatorId[] Able(Ladder ladder, int step) =>
        [.. operators.Free.Where(one => ladder.IsMet(step, one.Skills)).Select(one => one.Id)];

    private QueueSettings QueueOf(string name) =>
        queues.First(queue => string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase));
}
