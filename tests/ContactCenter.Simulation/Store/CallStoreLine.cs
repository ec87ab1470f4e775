using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Simulation.Store;

/// <summary>Calls, as one process finds them in the store.</summary>
internal sealed class CallStoreLine(StoreLine line) : ICallStore
{
    private StoreState State => line.State;

    public Task<Placement> PlaceAsync(
        Func<(Call Call, DateTimeOffset DueAt)> arrive, IdempotencyKey? key, int? queueLimit, CancellationToken cancellationToken) =>
        line.DoAsync<Placement>(() => Place(arrive(), key, queueLimit), cancellationToken, callsBack: true);

    public Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken) =>
        line.DoAsync(() => State.Calls.GetValueOrDefault(id)?.Call, cancellationToken);

    public Task<Written> ApplyAsync(CallChange change, NodeId? claimant, CancellationToken cancellationToken) =>
        line.DoAsync(() => Apply(change, claimant), cancellationToken);

    public async Task<IReadOnlyList<CallChange>> MatchAsync(IMatch match, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (match.Operators.Count == 0 || !await line.DoAsync(() => MatchReading.IsWorthwhile(State, match, now), cancellationToken, callsBack: true))
        {
            return [];
        }

        // The lock is the group's, or that of all; an operator of two groups is kept from being offered twice by the index alone.
        for (; ; )
        {
            var isLimited = match.IsLimited;
            var written = await line.DoAsync<IReadOnlyList<MatchedCall>?>(
                () => Choose(match, isLimited, now),
                cancellationToken,
                callsBack: true,
                turn: isLimited ? "licence" : match.Roster.Group.Value,
                write: chosen => chosen is null ? null : WriteAll(chosen));
            if (written is not null)
            {
                return [.. written.Select(matched => matched.Change)];
            }
        }
    }

    public Task<OperatorId?> LastOperatorAsync(string guestKey, CancellationToken cancellationToken) => line.DoAsync(
        () => State.Calls.Values.Where(row => row.Call.GuestKey == guestKey && row.Call.AnsweredAt is not null)
            .OrderBy(row => row.Call.AnsweredAt).ThenBy(row => row.Seq).LastOrDefault()?.Call.Answer?.Operator,
        cancellationToken);

    public Task<IReadOnlyList<CallId>> HeldForAsync(IReadOnlyCollection<OperatorId> operators, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<CallId>>(
            () => [.. StoreState.InOrder(State.Calls.Values.Where(row => row.IsLive && row.Call.State == CallState.Waiting
                && row.Call.HeldFor is { } held && operators.Contains(held))).Take(limit).Select(row => row.Call.Id)],
            cancellationToken);

    public Task<IReadOnlyList<PastConversation>> ConversationsAsync(
        IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<PastConversation>>(
            () => [.. (from row in State.Calls.Values
                       where queues.Contains(row.Call.Queue) && row.Call.AnsweredAt >= since && row.Call is { EndedAt: not null, Answer: not null }
                       orderby row.Call.AnsweredAt descending
                       select new PastConversation(row.Call.Answer!.Operator, row.Call.AnsweredAt!.Value, row.Call.EndedAt!.Value)).Take(limit)],
            cancellationToken);

    public Task<IReadOnlyList<Call>> EndedAsync(DateTimeOffset arrivedSince, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<Call>>(
            () => [.. (from row in State.Calls.Values
                       where row.Call.ArrivedAt >= arrivedSince && row.Call.State == CallState.Ended
                       orderby row.Call.ArrivedAt, row.Seq
                       select row.Call).Take(limit)],
            cancellationToken);

    public Task<IReadOnlyList<WaitingPlace>> LineAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<WaitingPlace>>(
            () => [.. StoreState.InOrder(State.Calls.Values.Where(row => row.IsLive && row.Call.State == CallState.Waiting && queues.Contains(row.Call.Queue)))
                .Select(row => new WaitingPlace(row.Call.Id, row.Call.Queue))],
            cancellationToken);

    public Task<IReadOnlyDictionary<CallId, int>> LastSequencesAsync(IReadOnlyCollection<CallId> calls, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyDictionary<CallId, int>>(
            () => calls.Distinct().Where(State.Calls.ContainsKey).ToDictionary(id => id, id => State.Calls[id].Events.Count), cancellationToken);

    public Task<IReadOnlyList<Decision>> DecisionsAsync(CallId? call, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<Decision>>(
            () => [.. State.Decisions.Where(one => one.At >= since && (call is null || one.Call == call.ToString())).Reverse().Take(limit)],
            cancellationToken);

    public Task ForgetDecisionsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            State.Decisions.RemoveAll(one => one.At < before);
            State.Decisions.RemoveRange(0, Math.Max(0, State.Decisions.Count - most));
        },
        cancellationToken);

    public Task RestAsync(OperatorId id, DateTimeOffset until, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            var row = State.Of(id);
            row.RestingUntil = row.RestingUntil > until ? row.RestingUntil : until;
        },
        cancellationToken);

    public Task<IReadOnlyList<Call>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<CallId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<Call>>(
            () =>
            {
                List<CallRow>? due = null;
                if (!State.IsAlive(claimant))
                {
                    return [];
                }

                foreach (var row in State.Calls.Values)
                {
                    if (row.DueAt <= now && !State.IsTaken(row.ClaimedBy, claimant) && !(row.ClaimedBy == claimant && inHand.Contains(row.Call.Id)))
                    {
                        (due ??= []).Add(row);
                    }
                }

                if (due is null)
                {
                    return [];
                }

                due.Sort((one, other) => (one.DueAt, one.Seq).CompareTo((other.DueAt, other.Seq)));
                var taken = due.Take(limit).ToList();
                foreach (var row in taken)
                {
                    line.Store.Laws.Claims.Taken(row.ClaimedBy, claimant, $"call {row.Call.Id}");
                    row.ClaimedBy = claimant;
                }

                return [.. taken.Select(row => row.Call)];
            },
            cancellationToken);

    public Task ReleaseAsync(CallId id, NodeId claimant, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (State.Calls.TryGetValue(id, out var row) && row.ClaimedBy == claimant)
            {
                row.ClaimedBy = null;
            }
        },
        cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            DateTimeOffset? next = null;
            foreach (var row in State.Calls.Values)
            {
                if (row.DueAt > now && (next is null || row.DueAt < next))
                {
                    next = row.DueAt;
                }
            }

            return next;
        },
        cancellationToken);

    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(CallId id, int after, CancellationToken cancellationToken)
    {
        var from = State.Plants.FeedOffByOne ? after + 1 : after;
        return line.DoAsync<IReadOnlyList<RecordedEvent>>(
            () => State.Calls.TryGetValue(id, out var row) ? [.. row.Events.Where(one => one.Sequence > from)] : [], cancellationToken);
    }

    public Task<int> LastSequenceAsync(CallId id, CancellationToken cancellationToken) =>
        line.DoAsync(() => State.Calls.TryGetValue(id, out var row) ? row.Events.Count : 0, cancellationToken);

    public Task<IReadOnlyList<Call>> WaitingSinceAsync(
        IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<Call>>(
            () => [.. StoreState.InOrder(State.Calls.Values.Where(row => row.IsLive && queues.Contains(row.Call.Queue)
                && row.Call.State == CallState.Waiting && !row.Call.LiveOffers.Any() && row.Call.WaitingSince <= since)).Take(limit).Select(row => row.Call)],
            cancellationToken);

    public Task<IReadOnlyList<CallId>> WaitingOutsideAsync(IReadOnlyList<string> queues, int limit, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<CallId>>(
            () => [.. StoreState.InOrder(State.Calls.Values.Where(row => row.IsLive && !queues.Contains(row.Call.Queue)
                && row.Call.State == CallState.Waiting && !row.Call.LiveOffers.Any())).Take(limit).Select(row => row.Call.Id)],
            cancellationToken);

    public Task<bool> AnyPendingAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) => line.DoAsync(
        () => State.Calls.Values.Any(row => row.IsLive && row.Call.State is CallState.Waiting or CallState.Ringing && queues.Contains(row.Call.Queue)),
        cancellationToken);

    public Task<IReadOnlyList<Stranded>> StrandedAsync(TimeSpan hold, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<Stranded>>(
            () => [.. from row in State.Calls.Values
                      where row.Call.CountsOnGuest
                      let gone = row.Call.Nodes.Where(node => !State.IsHeld(node, hold)).ToList()
                      where gone.Count > 0 || row.Call.Nodes.Count == 0
                      select new Stranded(row.Call.Id, gone)],
            cancellationToken);

    public Task<int> EraseAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    private Placement Place((Call Call, DateTimeOffset DueAt) arrived, IdempotencyKey? key, int? queueLimit)
    {
        var (call, dueAt) = arrived;
        if (key is not null && State.Keys.TryGetValue(key.Key, out var known))
        {
            return known.Key.Request == key.Request ? new Placement.Repeated(State.Calls[known.Call].Call) : new Placement.KeyReused();
        }

        if (queueLimit <= State.Calls.Values.Count(row => row.IsLive && row.Call.Queue == call.Queue && row.Call.State == CallState.Waiting))
        {
            return new Placement.QueueFull();
        }

        var placed = call with { Version = 1 };
        var added = State.Add(placed, dueAt);
        if (key is not null)
        {
            State.Keys[key.Key] = (key, placed.Id);
        }

        line.Store.Laws.Placed(added);
        line.Store.Changed(placed.Id);
        return new Placement.Placed(placed);
    }

    /// <summary>Null: a limit has been learnt of meanwhile, and it was not this match's turn among all groups.</summary>
    private IReadOnlyList<MatchedCall>? Choose(IMatch match, bool isLimited, DateTimeOffset now)
    {
        if (!match.Begin(MatchReading.Facts(State, match, now)))
        {
            return [];
        }

        if (match.IsLimited && !isLimited)
        {
            return null;
        }

        var waiting = MatchReading.Find(State, match.Searches(MatchReading.Kinds(State, match.Queues)));
        var chosen = waiting.Count == 0 ? [] : match.Choose(waiting);
        IReadOnlyList<CallChange> changes = [.. chosen.Select(matched => matched.Change)];
        line.Store.Laws.Order.Chosen(match, changes, now);
        line.Store.Laws.Offers.Chosen(match, changes, now);
        return chosen;
    }

    private List<MatchedCall> WriteAll(IReadOnlyList<MatchedCall> chosen)
    {
        var written = new List<MatchedCall>();
        var outdated = new HashSet<CallId>();
        foreach (var matched in chosen.Where(matched => !outdated.Contains(matched.Change.Before.Id)))
        {
            if (Apply(matched.Change, claimant: null) == Written.Done)
            {
                State.Explain(matched);
                written.Add(matched);
            }
            else if (!State.Plants.OutdatedOffers)
            {
                outdated.Add(matched.Change.Before.Id);
            }
        }

        return written;
    }

    private Written Apply(CallChange change, NodeId? claimant)
    {
        State.Calls.TryGetValue(change.Before.Id, out var row);
        var (held, known) = (row?.ClaimedBy, row?.Call);
        var written = State.Apply(change, claimant);
        line.Store.History?.Say("store", Told(change, claimant, written));
        if (written == Written.Done)
        {
            line.Store.Laws.Written(row!, change, known!, held, claimant);
            line.Store.Changed(change.After.Id);
        }
        else if (written == Written.NotOurs)
        {
            line.Store.Laws.Claims.Denied(claimant);
        }

        return written;
    }

    private string Told(CallChange change, NodeId? claimant, Written written)
    {
        var after = change.After;
        var offers = string.Join(", ", after.Offers.TakeLast(2).Select(offer => $"{offer.Operator} {offer.State} {offer.ConferenceId}"));
        return $"call {after.Id} v{after.Version} {after.State} {after.Outcome}{(after.DetachedAt is null ? "" : " detached")} [{offers}] by {line.Store.Laws.Claims.NameOf(claimant)}: {written}";
    }
}
