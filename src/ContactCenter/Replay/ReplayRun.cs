using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Replay;

/// <summary>
/// The same guests and operators once more, with other settings: the server's own calls and its own matching, in a time that
/// passes as fast as it can. Pure: the same history and settings give the same calls.
/// </summary>
internal sealed class ReplayRun
{
    private readonly History _history;
    private readonly ReplaySettings _settings;
    private readonly Agenda _agenda = new();
    private readonly Desks _desks;
    private readonly Door _door;
    private readonly ReplayMatch _match;
    private readonly Dictionary<CallId, ReplayedCall> _live = [];
    private readonly Dictionary<string, OperatorId> _lastOperators = [];
    private readonly List<Call> _ended = [];
    private bool _stirred;

    public ReplayRun(History history, ReplaySettings settings)
    {
        (_history, _settings) = (history, settings);
        _desks = new Desks(history);
        _door = new Door(settings, WaitingIn, IsThere);
        _match = new ReplayMatch(settings, _desks);
    }

    private DateTimeOffset Now => _agenda.Now;

    /// <summary>The calls as they ended.</summary>
    public IReadOnlyList<Call> Run()
    {
        foreach (var (arrival, place) in _history.Arrivals.Select((arrival, place) => (arrival, place)))
        {
            _agenda.At(arrival.Call.ArrivedAt, () => Arrive(arrival, place));
        }

        foreach (var (id, sighting) in _history.Operators.SelectMany(one => one.Value.Sightings.Select(sighting => (one.Key, sighting))))
        {
            _agenda.At(sighting.At, () =>
            {
                _desks.See(id, sighting.As, Now);
                _stirred = true;
            });
        }

        while (_agenda.TryNext())
        {
            if (_stirred && !_agenda.GoesOn)
            {
                Match();
            }
        }

        return [.. _ended, .. _live.Values.Select(one => one.Call)];
    }

    private void Arrive(Arrival arrival, int place)
    {
        var key = arrival.Call.GuestKey;
        if (_door.Enter(arrival, key is not null && _lastOperators.TryGetValue(key, out var last) ? last : null, Now) is not { } call)
        {
            _ended.Add(new Call(arrival.Call.Id, arrival.Call.Queue, Now) { Outcome = CallOutcome.Unanswered, EndedAt = Now });
            return;
        }

        _live[call.Id] = new ReplayedCall(arrival, place, call);
        Keep(CallChange.Placed(call, _settings.QueueOf(call.Queue), Now));
        foreach (var step in _settings.QueueOf(call.PlacedIn ?? call.Queue).Ladder)
        {
            Stir(Now + step.After);
        }

        if (arrival.Patience is { } patience)
        {
            _agenda.At(Now + patience, () => LoseHeart(call.Id));
        }
    }

    private void LoseHeart(CallId id)
    {
        if (_live.TryGetValue(id, out var one) && one.Call.Answer is null)
        {
            Happen(one, new CallEvent.HungUp(Now));
        }
    }

    private void Take(CallId id)
    {
        if (_live.TryGetValue(id, out var one) && Next(one) is { } happened)
        {
            Happen(one, happened);
        }
    }

    /// <summary>What the call's next step leads to, if one is due: TrueConf Server never fails here.</summary>
    private CallEvent? Next(ReplayedCall one)
    {
        var queue = _settings.QueueOf(one.Call.Queue);
        return CallStep.For(one.Call, queue, Now) switch
        {
            CallStep.Ring { Offer: { LookAt: null } offer } when _history.Setup > TimeSpan.Zero =>
                new CallEvent.Delayed(offer.Conference, _history.Setup, Now),
            CallStep.Ring ring => new CallEvent.Rang(ring.Offer.Conference, new ConferenceId(""), queue.RingTimeout, Now),
            CallStep.LookForAnswer look => Look(look.Offer),
            CallStep.FetchLink fetch => new CallEvent.Connected(fetch.Offer.Conference, "", one.Arrival.Talk, Now),
            CallStep.LookIn => new CallEvent.HungUp(Now),
            CallStep.Overflow => Overflow(one.Call, queue),
            CallStep.Happen happen => happen.Event,
            _ => null,
        };
    }

    /// <summary>The operator does as at the recorded ring that was nearest in time.</summary>
    private CallEvent.LookedForAnswer Look(Offer offer)
    {
        var ring = _history.Operators[offer.Operator].Nearest(offer.OfferedAt) ?? _history.UsualRing;
        var left = offer.RangAt!.Value + (ring.Took ?? TimeSpan.FromDays(1)) - Now;
        return left <= TimeSpan.Zero
            ? new CallEvent.LookedForAnswer(offer.Conference, Joined: ring.Answered, Gone: !ring.Answered, TimeSpan.FromSeconds(1), Now)
            : new CallEvent.LookedForAnswer(offer.Conference, Joined: false, Gone: false, left, Now);
    }

    private CallEvent Overflow(Call call, QueueSettings queue)
    {
        var other = queue.OverflowTo is { } name ? _settings.Queues.Find(name) : null;
        return NextQueue.Of(call, queue, other, other is null ? 0 : WaitingIn(other), Now);
    }

    private void Happen(ReplayedCall one, CallEvent happened)
    {
        var queue = _settings.QueueOf(happened is CallEvent.Overflowed overflowed ? overflowed.To : one.Call.Queue);
        if (CallChange.Of(one.Call, happened, queue, Now) is { } change)
        {
            Keep(change);
        }
    }

    private void Keep(CallChange change)
    {
        var call = change.After;
        _live[call.Id].Call = call;
        _desks.Note(change);
        foreach (var mark in change.Marks)
        {
            Stir(mark.WrapUpUntil);
            Stir(mark.CoolingUntil);
            Stir(Now + _settings.QueueOf(call.Queue).RetryDelay);
        }

        if (call is { GuestKey: { } guest, Answer: { } answer })
        {
            _lastOperators[guest] = answer.Operator;
        }

        if (call.Outcome is not null)
        {
            _live.Remove(call.Id);
            _ended.Add(call);
        }
        else if (change.DueAt < DateTimeOffset.MaxValue)
        {
            _agenda.At(change.DueAt, () => Take(call.Id));
        }

        _stirred = true;
    }

    private void Match()
    {
        _stirred = false;
        foreach (var change in _match.Make([.. _live.Values.OrderBy(one => one.Place).Select(one => one.Call)], Now))
        {
            Keep(change);
        }

        foreach (var (call, at) in _match.Hopeless(_live.Values.Select(one => one.Call), Now).ToList())
        {
            if (at <= Now)
            {
                Happen(_live[call], new CallEvent.GivenUp(Now));
            }
            else
            {
                Stir(at);
            }
        }
    }

    private void Stir(DateTimeOffset? at)
    {
        if (at > Now)
        {
            _agenda.At(at.Value, () => _stirred = true);
        }
    }

    private int WaitingIn(QueueSettings queue) =>
        _live.Values.Count(one => one.Call.State == CallState.Waiting && one.Call.Queue == queue.Name);

    private bool IsThere(OperatorId id, QueueSettings queue) =>
        _desks.Watch(queue.Group, Now).Latest!.Operators.Any(one => one.Id == id && one.Presence != Presence.Offline);
}
