using ContactCenter.Operators;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;
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
    private readonly Dictionary<OperatorId, long> _freeSince = [];
    private readonly Dictionary<long, long> _wantsSince = [];
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
        foreach (var device in _town.Server.Devices.Values)
        {
            var row = State.Operators.GetValueOrDefault(device.Id);
            var free = device.IsFree && !(row?.RestingUntil > State.Now)
                && !State.Ledger.Values.Any(one => one.Entry.GoneAt is null && one.Entry.Operator == device.Id);
            Note(_freeSince, device.Id, free);
        }

        foreach (var row in State.Calls.Values)
        {
            Note(_wantsSince, row.Seq, row.Call.WantsOperator && State.Now < row.Call.GiveUpAt && _town.AcceptedCalls.GetValueOrDefault(row.Call.Id) is { IsThere: true });
        }

        if (_wellSince is null || !_oneTime)
        {
            return;
        }

        foreach (var row in State.Calls.Values)
        {
            if (_wantsSince.TryGetValue(row.Seq, out var wants))
            {
                LookForSomebody(row, wants);
            }
        }
    }

    private void LookForSomebody(CallRow row, long wants)
    {
        var queue = _town.Queues.Find(row.Call.Queue)!;
        foreach (var id in _town.Server.Groups[queue.Group])
        {
            if (!_freeSince.TryGetValue(id, out var free))
            {
                continue;
            }

            var since = Math.Max(Math.Max(wants, free), _wellSince!.Value);
            if (row.Call.LastMissed is { } missed && missed.Operator == id)
            {
                since = Math.Max(since, (missed.EndedAt!.Value + queue.RetryDelay - VirtualClock.Beginning).Ticks);
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
