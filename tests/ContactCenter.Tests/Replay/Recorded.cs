using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Replay;
using ContactCenter.Routing;
using ContactCenter.Tests.Calls;

namespace ContactCenter.Tests.Replay;

/// <summary>A small history, written by hand: calls with what became of them, and the decisions that were kept.</summary>
internal sealed class Recorded
{
    private readonly List<Call> _calls = [];
    private readonly List<Decision> _decisions = [];
    private int _ids;

    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>Offered to whom is named, who answered after so long a ring and talked for so long.</summary>
    public Recorded Answered(double at, OperatorId by, double offeredAt, double ring, double talk, params Offer[] missed) => Add(Call(at) with
    {
        Offers = [.. missed, OfferOf(by, offeredAt, OfferState.Answered)],
        AnsweredAt = CallLives.At(offeredAt + ring),
        ConnectedAt = CallLives.At(offeredAt + ring),
        EndedAt = CallLives.At(offeredAt + ring + talk),
        Outcome = CallOutcome.Completed,
    });

    /// <summary>The guest left.</summary>
    public Recorded Abandoned(double at, double endedAt, params Offer[] offers) => Ended(at, endedAt, CallOutcome.Abandoned, offers);

    /// <summary>It was given up.</summary>
    public Recorded Unanswered(double at, double endedAt) => Ended(at, endedAt, CallOutcome.Unanswered);

    public Offer Missed(OperatorId by, double at) => OfferOf(by, at, OfferState.Lapsed) with
    {
        RingsUntil = CallLives.At(at) + CallLives.RingTime,
        EndedAt = CallLives.At(at) + CallLives.RingTime,
    };

    public Offer Rescinded(OperatorId by, double at, double endedAt) =>
        OfferOf(by, at, OfferState.Rescinded) with { EndedAt = CallLives.At(endedAt) };

    /// <summary>Those were free then, and nobody else was signed in but those who are named as excluded.</summary>
    public Recorded Decided(double at, OperatorId[] free, params (OperatorId Id, string Rule)[] excluded)
    {
        _decisions.Add(new Decision(
            _calls[^1].Id.ToString(), "default", "Operators", CallLives.At(at), free[0], RoutingStrategies.LongestIdle, ChoiceReason.Strategy,
            [.. free.Select(id => new Considered(id, 0, ""))], [.. excluded.Select(one => new Excluded(one.Id, one.Rule))], 0));
        return this;
    }

    public History History(QueueSettings? queue = null) => ContactCenter.Replay.History.Of(_calls, _decisions, new QueueBook([queue ?? CallLives.Queue()]));

    /// <summary>The history with these settings, the calls by their arrival.</summary>
    public IReadOnlyList<Call> Replayed(QueueSettings? queue = null)
    {
        var settings = new ReplaySettings(
            new QueueBook([queue ?? CallLives.Queue()]),
            NoSkills.Of,
            new Matching([new LongestIdleStrategy(), new RoundRobinStrategy(), new FewestCallsStrategy(), new RandomStrategy(new Random(7))]),
            MostConferences: null);
        return [.. new ReplayRun(History(), settings).Run().OrderBy(call => call.ArrivedAt)];
    }

    private Recorded Ended(double at, double endedAt, CallOutcome outcome, params Offer[] offers) =>
        Add(Call(at) with { Offers = offers, EndedAt = CallLives.At(endedAt), Outcome = outcome });

    private Recorded Add(Call call)
    {
        _calls.Add(call);
        return this;
    }

    private Call Call(double at) => new(new CallId(NextGuid()), "default", CallLives.At(at)) { GiveUpAt = CallLives.At(at + 600) };

    private Offer OfferOf(OperatorId to, double at, OfferState state) =>
        new(new LedgerId(NextGuid()), to, to.Value, CallLives.At(at)) { State = state, RangAt = CallLives.At(at) };

    private Guid NextGuid() => new(++_ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
