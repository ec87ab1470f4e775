using System.Collections.Concurrent;
using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Storage.Postgres;

/// <summary>Calls in PostgreSQL.</summary>
internal sealed class PostgresCallStore(PostgresDatabase database) : ICallStore
{
    /// <summary>Calls placed in one transaction, which holds their queue's turn meanwhile.</summary>
    private const int _mostAtOnce = 100;

    private readonly ConcurrentDictionary<string, GroupCommit<Arrival, Placement>> _doors = new(StringComparer.Ordinal);

    /// <remarks>
    /// Together with whoever else comes to the same queue at this node meanwhile: its turn is held until the commit, whose
    /// flush takes longest.
    /// </remarks>
    public Task<Placement> PlaceAsync(
        Func<(Call Call, DateTimeOffset DueAt)> arrive, IdempotencyKey? key, int? queueLimit, CancellationToken cancellationToken)
    {
        // Which queue is known only from a call; this one is not the one that is placed.
        var door = _doors.GetOrAdd(arrive().Call.Queue, queue => new GroupCommit<Arrival, Placement>(
            arrivals => database.WriteAsync(session => PostgresPlacing.PlaceAsync(session, queue, arrivals), CancellationToken.None),
            _mostAtOnce,
            e => e is StoreUnavailableException));
        return door.WriteAsync(new Arrival(arrive, key, queueLimit), cancellationToken);
    }

    public Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken) =>
        database.AskAsync(session => PostgresPlacing.FindAsync(session, id.ToString()), cancellationToken);

    public Task<Written> ApplyAsync(CallChange change, NodeId? claimant, CancellationToken cancellationToken) =>
        database.WriteAsync(session => PostgresCallWriting.ApplyAsync(session, change, claimant), cancellationToken);

    public Task<IReadOnlyList<CallChange>> MatchAsync(IMatch match, DateTimeOffset now, CancellationToken cancellationToken) =>
        PostgresMatching.MatchAsync(database, match, now, cancellationToken);

    public Task<OperatorId?> LastOperatorAsync(string guestKey, CancellationToken cancellationToken) =>
        database.AskAsync(session => PostgresCallReading.LastOperatorAsync(session, guestKey), cancellationToken);

    public Task<IReadOnlyList<CallId>> HeldForAsync(IReadOnlyCollection<OperatorId> operators, int limit, CancellationToken cancellationToken) =>
        database.AskAsync(session => PostgresCallReading.HeldForAsync(session, operators, limit), cancellationToken);

    public Task<IReadOnlyList<PastConversation>> ConversationsAsync(
        IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.AskAsync(session => PostgresCallReading.ConversationsAsync(session, queues, since, limit), cancellationToken);

    public Task<IReadOnlyList<Call>> EndedAsync(DateTimeOffset arrivedSince, int limit, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<Call>>(
            async session =>
            [..
                from body in await session.QueryAsync<string>(
                    "select body from calls where arrived_at >= @Since and due_at is null order by arrived_at, seq limit @Limit",
                    new { Since = arrivedSince.UtcTicks, Limit = limit })
                select StoredJson.Read<Call>(body)
            ],
            cancellationToken);

    public Task<IReadOnlyList<WaitingPlace>> LineAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        database.AskAsync(session => PostgresCallReading.LineAsync(session, queues), cancellationToken);

    public Task<IReadOnlyDictionary<CallId, int>> LastSequencesAsync(IReadOnlyCollection<CallId> calls, CancellationToken cancellationToken) =>
        database.AskAsync(session => PostgresCallReading.LastSequencesAsync(session, calls), cancellationToken);

    public Task<IReadOnlyList<Decision>> DecisionsAsync(CallId? call, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<Decision>>(
            async session =>
            [..
                from body in await session.QueryAsync<string>(
                    call is null ? DecisionRow.Latest : DecisionRow.LatestOfCall, new { Call = call?.ToString(), Since = since.UtcTicks, Limit = limit })
                select StoredJson.Read<Decision>(body)
            ],
            cancellationToken);

    public Task ForgetDecisionsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(DecisionRow.Forget, new { Before = before.UtcTicks, Most = most }), cancellationToken);

    public Task RestAsync(OperatorId id, DateTimeOffset until, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(
            """
            insert into operators as known (id, resting_until) values (@Id, @Until)
            on conflict (id) do update set resting_until = greatest(known.resting_until, excluded.resting_until)
            """,
            new { Id = id.Value, Until = until.UtcTicks }),
        cancellationToken);

    public async Task<IReadOnlyList<Call>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<CallId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var due = await database.AskAsync(
            session => session.QueryAsync<DueRow>(
                $"""
                update calls set claimed_by = @Claimant where seq in
                (
                    select seq from calls
                    where due_at <= @Now and ({Alive.Unclaimed} or (claimed_by = @Claimant and id <> all(@InHand)))
                        and @Claimant in {Alive.Nodes}
                    order by due_at, seq limit @Limit for update skip locked
                )
                returning seq, due_at as DueAt, body
                """,
                new { Claimant = claimant.Value, InHand = inHand.Select(id => id.ToString()).ToArray(), Now = now.UtcTicks, Limit = limit }),
            cancellationToken);
        return [.. due.OrderBy(row => row.DueAt).ThenBy(row => row.Seq).Select(row => StoredJson.Read<Call>(row.Body))];
    }

    public Task ReleaseAsync(CallId id, NodeId claimant, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ExecuteAsync(
            "update calls set claimed_by = null where id = @Id and claimed_by = @Claimant", new { Id = id.ToString(), Claimant = claimant.Value }),
        cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.AskAsync(
        async session => Ticks.ToMoment(
            await session.ScalarAsync<long?>("select min(due_at) from calls where due_at > @Now", new { Now = now.UtcTicks })),
        cancellationToken);

    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(CallId id, int after, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<RecordedEvent>>(
            async session =>
            [..
                from row in await session.QueryAsync<EventRow>(
                    "select sequence, type, at, view from call_events where call_id = @Id and sequence > @After order by sequence",
                    new { Id = id.ToString(), After = after })
                select row.ToEvent()
            ],
            cancellationToken);

    public Task<int> LastSequenceAsync(CallId id, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ScalarAsync<int>("select event_count from calls where id = @Id", new { Id = id.ToString() }), cancellationToken);

    public Task<IReadOnlyList<Call>> WaitingSinceAsync(
        IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<Call>>(
            async session =>
            [..
                from body in await session.QueryAsync<string>(
                    """
                    select body from calls
                    where queue = any(@Queues) and state = 'waiting' and due_at is not null and not offered and waiting_since <= @Since
                    order by rank, seq limit @Limit
                    """,
                    new { Queues = queues.ToArray(), Since = since.UtcTicks, Limit = limit })
                select StoredJson.Read<Call>(body)
            ],
            cancellationToken);

    public Task<IReadOnlyList<CallId>> WaitingOutsideAsync(IReadOnlyList<string> queues, int limit, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<CallId>>(
            async session =>
            [..
                from id in await session.QueryAsync<string>(
                    """
                    select id from calls where queue <> all(@Queues) and state = 'waiting' and due_at is not null and not offered
                    order by rank, seq limit @Limit
                    """,
                    new { Queues = queues.ToArray(), Limit = limit })
                select CallId.TryParse(id)!.Value
            ],
            cancellationToken);

    public Task<bool> AnyPendingAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) => database.AskAsync(
        session => session.ScalarAsync<bool>(
            "select exists (select 1 from calls where queue = any(@Queues) and state in ('waiting', 'ringing') and due_at is not null)",
            new { Queues = queues.ToArray() }),
        cancellationToken);

    public Task<IReadOnlyList<Stranded>> StrandedAsync(TimeSpan hold, CancellationToken cancellationToken) =>
        database.AskAsync<IReadOnlyList<Stranded>>(
            async session =>
            [..
                from row in await session.QueryAsync<StrandedRow>(
                    $"""
                    select calls.id, gone.nodes as Gone from calls cross join lateral
                    (
                        select array_agg(node) as nodes
                        from unnest(case when nodes = '' then array[''] else string_to_array(nodes, ' ') end) as one (node)
                        where node not in {Alive.OrHeld}
                    ) as gone
                    where calls.nodes is not null and gone.nodes is not null order by calls.seq
                    """,
                    new { Hold = hold.TotalSeconds })
                select new Stranded(CallId.TryParse(row.Id)!.Value, [.. row.Gone.Select(node => new NodeId(node))])
            ],
            cancellationToken);

    public Task<int> EraseAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var old = await session.QueryAsync<DueRow>(
                "select seq, body from calls where ended_at < @Before order by ended_at limit @Limit for update skip locked",
                new { Before = endedBefore.UtcTicks, Limit = limit });
            foreach (var row in old)
            {
                var erased = StoredJson.Read<Call>(row.Body).Erased();
                await session.ExecuteAsync(
                    """
                    update calls set ended_at = null, guest_key = null, body = @Body where seq = @Seq;
                    update call_events set view = (view::jsonb - 'guestLink')::text where call_id = @Id
                    """,
                    new { row.Seq, Id = erased.Id.ToString(), Body = StoredJson.Write(erased) });
            }

            return old.Count;
        },
        cancellationToken);

    private sealed record StrandedRow
    {
        public string Id { get; init; } = "";
        public string[] Gone { get; init; } = [];
    }

    /// <summary>A call to be worked on.</summary>
    private sealed record DueRow
    {
        public long Seq { get; init; }
        public long DueAt { get; init; }
        public string Body { get; init; } = "";
    }
}
