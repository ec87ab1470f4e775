using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.TrueConf;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Laws;

/// <summary>What is looked at every second: that nothing stays as it is for longer than it may.</summary>
internal sealed class SecondLaws
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly Town _town;
    private readonly TimeSpan _apart;
    private readonly bool _oneTime;
    private readonly TimeSpan _overdue;
    private readonly Dictionary<(long Call, OperatorId Operator), long> _fitSince = [];
    private long? _wellSince;
    private long? _worksSince;

    public SecondLaws(Town town, Setup setup)
    {
        _town = town;
        var queues = setup.Queues;
        var lease = setup.Embedded ? TimeSpan.Zero : setup.Lease;
        var skew = TimeSpan.FromSeconds(2 * setup.Skews.Max(Math.Abs));
        var longestRequest = 2 * setup.RequestTimeout;

        // Nodes of one installation have the database's time; where they do not, they take each other's rosters for old or new.
        _oneTime = setup.Skews.Max() - setup.Skews.Min() < 0.2;

        // A request that hangs, a role that is taken over, three readings, and moments.
        _apart = longestRequest + (2 * lease) + (5 * queues.Max(queue => queue.RosterInterval)) + (3 * _second) + skew;

        // A step asks at most four times for as long as a request may last, and what a dead node had in hand is taken over.
        _overdue = (5 * longestRequest) + (2 * lease) + (5 * _second) + skew;

        // The longest wait, the last ring, a conversation, and two sweeps after the last removal that had to wait.
        Patience = queues.Max(queue => queue.MaxWait + (2 * queue.RingTimeout) + queue.MaxCall) + TimeSpan.FromMinutes(6);
    }

    /// <summary>So long after the last fault everything must have come to its end.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Everything has.</summary>
    public bool IsOver { get; private set; }

    private StoreState State => _town.Store.State;

    private long Now => _town.Agenda.Now;

    public void Look()
    {
        foreach (var seat in _town.Seats)
        {
            var works = seat.Node is { IsOpen: true, Process.Runs: true } node && !seat.IsStopping && State.IsAlive(node.Node.Present.Id);
            seat.WorksSince = works ? seat.WorksSince ?? Now : null;
        }

        var worksSince = _town.Seats.Min(seat => seat.WorksSince);
        _worksSince = worksSince is { } since && _town.Store.IsWell ? Math.Max(_worksSince ?? Now, since) : null;
        _wellSince = _worksSince is not null && _town.Server.IsWell ? _wellSince ?? Now : null;
        _town.Laws.Count();
        LookAtDeadlines();
        LookAtPairs();
        _town.Laws.Returns.Look(_oneTime ? _wellSince : null, _apart);
        IsOver = _town.IsHealed && !Unfinished().Any();
    }

    public void TimeIsUp()
    {
        foreach (var (law, what) in Unfinished())
        {
            _town.Laws.Break(law, what);
        }
    }

    private void LookAtDeadlines()
    {
        if (_worksSince is not { } since)
        {
            return;
        }

        foreach (var row in State.Calls.Values)
        {
            if (row.DueAt is { } due && State.Now - due > _overdue && Now - since > _overdue.Ticks)
            {
                _town.Laws.Break(Law.Deadline, $"call {row.Call.Id}, {row.Call.State}, was due at {due:O}; in the hands of {_town.Laws.Claims.NameOf(row.ClaimedBy)}");
            }
        }
    }

    private void LookAtPairs()
    {
        var free = _town.Server.Devices.Values.Where(IsFree).Select(device => device.Id).ToHashSet();
        var allowed = _town.Laws.Offers.IsOneMoreAllowed;
        foreach (var row in State.Calls.Values.Where(row => row.IsLive))
        {
            var wants = allowed && Wants(row.Call);
            foreach (var id in _town.Server.Devices.Keys)
            {
                Note(_fitSince, (row.Seq, id), wants && free.Contains(id) && Fits(id, row.Call));
            }

            if (wants && _wellSince is { } well && _oneTime)
            {
                LookForSomebody(row, well);
            }
        }
    }

    private bool IsFree(Device device)
    {
        var row = State.Operators.GetValueOrDefault(device.Id);
        return device.IsFree
            && !(row?.RestingUntil > State.Now) && !(row?.CoolingUntil > State.Now) && !(row?.WrapUpUntil > State.Now) && row?.Pause is null
            && !State.Ledger.Values.Any(one => one.Entry.GoneAt is null && one.Entry.Operator == device.Id);
    }

    /// <summary>A call that is held rings at one operator at most.</summary>
    private bool Wants(Call call) => call.WantsOperator && State.Now < call.GiveUpAt && (call.HeldFor is null || !call.LiveOffers.Any())
        && _town.AcceptedCalls.GetValueOrDefault(call.Id) is { IsThere: true };

    /// <summary>Steps of the ladder that are skipped because nobody is there are not looked at: who is, changes.</summary>
    private bool Fits(OperatorId id, Call call) =>
        _town.Server.Groups[_town.Laws.Fitness.QueueOf(call).Group].Contains(id)
        && Fitness.IsHeldForNobodyBut(call, id)
        && _town.Laws.Fitness.CanDo(id, call, staff: [], State.Now)
        && !_town.Laws.Fitness.HasJustMissed(id, call, State.Now);

    private void LookForSomebody(CallRow row, long wellSince)
    {
        foreach (var id in _town.Server.Devices.Keys)
        {
            if (!_fitSince.TryGetValue((row.Seq, id), out var fit))
            {
                continue;
            }

            // Under a limit it is whoever is offered first who gets the last one there may be.
            var since = Math.Max(fit, wellSince);
            if (_town.Laws.Offers is { IsLimited: true } offers)
            {
                since = Math.Max(since, (offers.LastAt - VirtualClock.Beginning).Ticks);
            }

            if (Now - since > _apart.Ticks)
            {
                _town.Laws.Break(Law.NotApart, $"call {row.Call.Id} and {id} have stayed apart since {since / 1e7:F1}, longer than {_apart.TotalSeconds:F1} s");
            }
        }
    }

    private IEnumerable<(string Law, string What)> Unfinished()
    {
        foreach (var (id, guest) in _town.AcceptedCalls)
        {
            if (!State.Calls.TryGetValue(id, out var row))
            {
                yield return (Law.NotLost, $"call {id} is not in the store");
            }
            else if (row.IsLive)
            {
                yield return (Law.Drained, $"call {id} is {row.Call.State}, due at {row.DueAt:O}");
            }
            else if (guest is { IsThere: true, KnowsTheEnd: false })
            {
                yield return (Law.Feed, $"call {id} has ended and its guest has not been told");
            }
        }

        foreach (var row in State.Calls.Values)
        {
            if (row.IsLive)
            {
                yield return (Law.Drained, $"call {row.Call.Id}, of which its guest knows nothing, is {row.Call.State}, due at {row.DueAt:O}");
            }
        }

        foreach (var row in State.Ledger.Values)
        {
            if (row.Entry.GoneAt is null)
            {
                yield return (Law.NothingLeft, $"ledger entry {row.Entry.Id} is not gone: {row.Entry}");
            }
        }

        foreach (var conference in _town.Server.Existing)
        {
            if (conference.Installation == NodesLine.Ours)
            {
                yield return (Law.NothingLeft, $"conference {conference.Id} of {conference.Owner} is left");
            }
        }

        if (_town.Server.OnTheWay > 0)
        {
            yield return (Law.Drained, $"{_town.Server.OnTheWay} requests are on their way");
        }
    }

    private void Note<TKey>(Dictionary<TKey, long> since, TKey key, bool holds)
        where TKey : notnull
    {
        if (holds)
        {
            since.TryAdd(key, Now);
        }
        else
        {
            since.Remove(key);
        }
    }
}
