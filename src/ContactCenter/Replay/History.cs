using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Replay;

/// <summary>What was recorded of a stretch of time, as a replay needs it: who called and how patiently, and what operators did.</summary>
/// <param name="Arrivals">In the order in which they came.</param>
/// <param name="Setup">How long it took, on the average, from an offer to the ring.</param>
/// <param name="Groups">Who was named by the decisions of each group.</param>
internal sealed record History(
    IReadOnlyList<Arrival> Arrivals,
    IReadOnlyDictionary<OperatorId, PastOperator> Operators,
    IReadOnlyDictionary<string, IReadOnlySet<OperatorId>> Groups,
    TimeSpan Setup)
{
    /// <summary>What somebody does who was never rung: answers, after as long as the others on the average.</summary>
    public PastRing UsualRing { get; } = new(
        default, default, Mean(Operators.Values.SelectMany(one => one.Rings).Where(ring => ring.Answered).Select(ring => ring.Took)) ?? _usualRing, Answered: true);

    /// <summary>Where nobody ever answered.</summary>
    private static readonly TimeSpan _usualTalk = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _usualRing = TimeSpan.FromSeconds(5);

    /// <param name="calls">Ended ones, in the order of their arrival.</param>
    /// <param name="queues">As they were then.</param>
    public static History Of(IReadOnlyList<Call> calls, IReadOnlyList<Decision> decisions, QueueBook queues)
    {
        var usual = Mean(calls.Select(TalkOf)) ?? _usualTalk;
        var sightings = new Sightings(queues);
        sightings.Read(calls, decisions);
        var rings = calls.SelectMany(PastRing.Of).ToLookup(ring => ring.Operator);
        return new History(
            [.. calls.Select(call => new Arrival(call, PatienceOf(call), TalkOf(call) ?? usual))],
            sightings.Operators.ToDictionary(
                one => one.Key, one => new PastOperator([.. one.Value], [.. rings[one.Key].OrderBy(ring => ring.At)])),
            sightings.Groups,
            Mean(calls.SelectMany(call => call.Offers).Select(offer => offer.RangAt - offer.OfferedAt)) ?? TimeSpan.Zero);
    }

    private static TimeSpan? TalkOf(Call call) => call.Answer is null ? null : call.EndedAt - call.AnsweredAt;

    /// <summary>Of a guest who was answered or given up it is only known that they waited for as long as they did.</summary>
    private static TimeSpan? PatienceOf(Call call) => call is { Outcome: CallOutcome.Abandoned, Answer: null } ? call.EndedAt - call.ArrivedAt : null;

    internal static TimeSpan? Mean(IEnumerable<TimeSpan?> times) =>
        times.Average(time => (double?)time?.Ticks) is { } mean ? TimeSpan.FromTicks((long)mean) : null;
}

/// <summary>A guest who called.</summary>
/// <param name="Call">As it was recorded.</param>
/// <param name="Patience">After so long a wait the guest leaves; null: waits for as long as settings allow.</param>
/// <param name="Talk">How long the conversation is.</param>
internal sealed record Arrival(Call Call, TimeSpan? Patience, TimeSpan Talk);
