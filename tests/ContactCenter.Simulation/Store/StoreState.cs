using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Store;

/// <summary>What is committed. It survives every crash, and each of its changes happens at one moment.</summary>
internal sealed class StoreState(Agenda agenda, TimeSpan lease, Plants plants)
{
    private long _seq;

    public Plants Plants { get; } = plants;
    public TimeSpan Lease { get; } = lease;
    public Dictionary<CallId, CallRow> Calls { get; } = [];
    public Dictionary<LedgerId, LedgerRow> Ledger { get; } = [];
    public Dictionary<OperatorId, OperatorRow> Operators { get; } = [];
    public Dictionary<NodeId, NodeRow> Nodes { get; } = [];
    public Dictionary<string, NodeId> Roles { get; } = [];
    public Dictionary<string, RosterWatch> Rosters { get; } = [];
    public Dictionary<string, (IdempotencyKey Key, CallId Call)> Keys { get; } = [];
    public List<Orphan> Orphans { get; } = [];
    public Dictionary<string, OperatorId> Cursors { get; } = [];
    public List<Decision> Decisions { get; } = [];

    /// <summary>How many conferences there may be at once, as the server's refusals have taught, and until when.</summary>
    public (int Most, DateTimeOffset Until)? Licence { get; set; }

    public ConferenceCount Conferences => new(
        Ledger.Values.Count(row => row.Entry.GoneAt is null),
        Ledger.Values.Count(row => row.Entry is { GoneAt: null, CondemnedAt: null } && row.Started),
        Ledger.Values.Count(row => row.Entry is { GoneAt: null, CondemnedAt: null } && !row.Started),
        Ledger.Values.Count(row => row.Entry is { GoneAt: null, CondemnedAt: not null } && row.Started));

    /// <summary>The store's own clock.</summary>
    public DateTimeOffset Now => VirtualClock.Beginning.AddTicks(agenda.Now);

    public bool IsEmbedded => Lease == Timeout.InfiniteTimeSpan;

    public bool IsAlive(NodeId id) => Nodes.TryGetValue(id, out var node) && (IsEmbedded || node.Until > Now);

    /// <summary>Whether guests may still be on the node's line: it is alive, or has only fallen silent a moment ago.</summary>
    public bool IsHeld(NodeId id, TimeSpan hold) =>
        IsAlive(id) || (!IsEmbedded && Nodes.TryGetValue(id, out var node) && node.Until > node.SeenAt && node.SeenAt + hold > Now);

    /// <summary>Whether a claim keeps this node from taking what is claimed.</summary>
    public bool IsTaken(NodeId? claimedBy, NodeId by) =>
        claimedBy is { } other && other != by && IsAlive(other) && !Plants.LeaseIgnored;

    public bool Holds(NodeId? claimedBy, NodeId? claimant) =>
        claimant is not { } by || Plants.NoFencing || (claimedBy == by && IsAlive(by));

    public OperatorRow Of(OperatorId id)
    {
        if (!Operators.TryGetValue(id, out var row))
        {
            Operators[id] = row = new OperatorRow();
        }

        return row;
    }

    public OperatorFacts FactsOf(OperatorId id, DateTimeOffset? recentSince)
    {
        var row = Plants.TimeOverlooked ? new OperatorRow() : Operators.GetValueOrDefault(id) ?? new OperatorRow();
        return new OperatorFacts(id)
        {
            IdleSince = row.IdleSince,
            FreedAt = row.FreedAt,
            RestingUntil = row.RestingUntil,
            CoolingUntil = row.CoolingUntil,
            WrapUpUntil = row.WrapUpUntil,
            WrapUpEndsWhenReady = row.WrapUpEndsWhenReady,
            Pause = row.Pause,
            MissedInRow = row.MissedInRow,
            Engagement = Ledger.Values.FirstOrDefault(one => one.Entry.GoneAt is null && one.Entry.Operator == id) switch
            {
                null => Engagement.None,
                { Entry.CondemnedAt: not null } => Engagement.Leaving,
                { AnsweredAt: not null } => Engagement.Talking,
                _ => Engagement.Ringing,
            },
            RecentCalls = recentSince is null ? 0 : Calls.Values.Count(one => one.Call.AnsweredAt > recentSince && one.Call.Answer?.Operator == id),
            IsAwaited = Calls.Values.Any(one => one.IsLive && one.Call.HeldFor == id),
        };
    }

    public static IEnumerable<CallRow> InOrder(IEnumerable<CallRow> rows) => rows.OrderBy(row => row.Call.Rank).ThenBy(row => row.Seq);

    public CallRow Add(Call call, DateTimeOffset dueAt)
    {
        var row = new CallRow(++_seq, call, dueAt);
        Calls.Add(call.Id, row);
        row.Events.Add(new RecordedEvent(1, call.State, call.ArrivedAt, CallView.Of(call)));
        return row;
    }

    /// <summary>The whole change, or nothing of it.</summary>
    public Written Apply(CallChange change, NodeId? claimant)
    {
        if (!Calls.TryGetValue(change.Before.Id, out var row) || row.Call.Version != change.Before.Version)
        {
            return Written.Outdated;
        }

        if (!Holds(row.ClaimedBy, claimant))
        {
            return Written.NotOurs;
        }

        var intents = change.Intents.ToList();
        if (intents.Exists(intent => Ledger.ContainsKey(intent.Id) || IsEngaged(intent.Operator)))
        {
            return Written.Outdated;
        }

        foreach (var intent in intents)
        {
            Ledger.Add(intent.Id, new LedgerRow(intent with { Version = 1 }));
        }

        Update(row, change, claimant);
        return Written.Done;
    }

    /// <summary>What is kept beside a match's change: why, and whom the queue's next choice comes after.</summary>
    public void Explain(MatchedCall matched)
    {
        Decisions.Add(matched.Decision);
        Cursors[matched.Decision.Queue] = matched.Decision.Chosen;
    }

    /// <summary>What the partial unique index refuses: a second conference that is not gone.</summary>
    private bool IsEngaged(OperatorId id) =>
        !Plants.NoUniqueIndex && Ledger.Values.Any(row => row.Entry.GoneAt is null && row.Entry.Operator == id);

    private void Update(CallRow row, CallChange change, NodeId? claimant)
    {
        var after = change.After;
        row.Call = after;
        row.DueAt = after.State == CallState.Ended ? null : change.DueAt;
        if (claimant is not null && change.Rests)
        {
            row.ClaimedBy = null;
        }

        if (change.IsVisible)
        {
            row.Events.Add(new RecordedEvent(row.Events.Count + 1, after.State, change.At, CallView.Of(after)));
        }

        if (row.DueAt is null)
        {
            foreach (var key in Keys.Where(key => key.Value.Call == after.Id).Select(key => key.Key).ToList())
            {
                Keys.Remove(key);
            }
        }

        foreach (var id in change.Condemned)
        {
            if (Ledger.TryGetValue(id, out var condemned) && condemned.Entry is { CondemnedAt: null, GoneAt: null } entry)
            {
                condemned.Entry = entry with { CondemnedAt = change.At, DueAt = change.At, Version = entry.Version + 1 };
            }
        }

        foreach (var mark in change.Marks)
        {
            Of(mark.Operator).Mark(mark, change.At);
        }

        if (change.JustRang is { } rang && Ledger.TryGetValue(rang.Conference, out var started))
        {
            started.Started = true;
            if (Licence is { } learnt && learnt.Most < Conferences.Running)
            {
                Licence = (Conferences.Running, learnt.Until);
            }
        }

        if (change.JustAnswered is { } answer)
        {
            Of(answer.Operator).MissedInRow = 0;
            if (Ledger.TryGetValue(answer.Conference, out var answered))
            {
                answered.AnsweredAt = change.At;
            }
        }
    }
}
