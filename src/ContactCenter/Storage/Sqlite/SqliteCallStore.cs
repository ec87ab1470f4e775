using ContactCenter.Calls;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Calls in a SQLite file.</summary>
internal sealed class SqliteCallStore(SqliteDatabase database) : ICallStore
{
    private const string _claimable =
        """
        select seq, body from calls
        where due_at <= @Now and (claimed_by is null or claimed_by not in (select id from nodes) or (claimed_by = @Claimant and id not in @InHand))
        order by due_at, seq limit @Limit
        """;

    public Task<Placement> PlaceAsync(
        Func<(Call Call, DateTimeOffset DueAt)> arrive, IdempotencyKey? key, int? queueLimit, CancellationToken cancellationToken) =>
        database.WriteAsync<Placement>(
            connection =>
            {
                var (call, dueAt) = arrive();
                if (key is not null && KnownKeys.Find(connection, key, call.ArrivedAt) is { } earlier)
                {
                    return earlier.Request == key.Request ? new Placement.Repeated(Find(connection, earlier.CallId)!) : new Placement.KeyReused();
                }

                if (queueLimit is { } limit && IsFull(connection, call.Queue, limit))
                {
                    return new Placement.QueueFull();
                }

                var placed = call with { Version = 1 };
                CallWriting.Insert(connection, placed, dueAt);
                if (key is not null)
                {
                    KnownKeys.Remember(connection, key, placed);
                }

                return new Placement.Placed(placed);
            },
            cancellationToken);

    public Task<Call?> FindAsync(CallId id, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => Find(connection, id.ToString()), cancellationToken);

    public Task<Written> ApplyAsync(CallChange change, NodeId? claimant, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => CallWriting.Apply(connection, change, claimant), cancellationToken);

    public async Task<IReadOnlyList<CallChange>> MatchAsync(IMatch match, DateTimeOffset now, CancellationToken cancellationToken) =>
        match.Operators.Count > 0 && await database.ReadAsync(connection => SqliteMatching.IsWorthwhile(connection, match, now), cancellationToken)
            ? await database.WriteAsync(connection => SqliteMatching.Match(connection, match, now), cancellationToken)
            : [];

    public Task<OperatorId?> LastOperatorAsync(string guestKey, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteCallReading.LastOperator(connection, guestKey), cancellationToken);

    public Task<IReadOnlyList<CallId>> HeldForAsync(IReadOnlyCollection<OperatorId> operators, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteCallReading.HeldFor(connection, operators, limit), cancellationToken);

    public Task<IReadOnlyList<PastConversation>> ConversationsAsync(
        IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteCallReading.Conversations(connection, queues, since, limit), cancellationToken);

    public Task<IReadOnlyList<Call>> EndedAsync(DateTimeOffset arrivedSince, int limit, CancellationToken cancellationToken) => CallsAsync(
        "select body from calls where arrived_at >= @Since and due_at is null order by arrived_at, seq limit @Limit",
        new { Since = arrivedSince.UtcTicks, Limit = limit },
        cancellationToken);

    public Task<IReadOnlyList<WaitingPlace>> LineAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteCallReading.Line(connection, queues), cancellationToken);

    public Task<IReadOnlyDictionary<CallId, int>> LastSequencesAsync(IReadOnlyCollection<CallId> calls, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => SqliteCallReading.LastSequences(connection, calls), cancellationToken);

    public Task<IReadOnlyList<Decision>> DecisionsAsync(CallId? call, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Decision>>(
            connection =>
            [..
                connection.Query<string>(
                    call is null ? DecisionRow.Latest : DecisionRow.LatestOfCall, new { Call = call?.ToString(), Since = since.UtcTicks, Limit = limit })
                    .Select(StoredJson.Read<Decision>)
            ],
            cancellationToken);

    public Task ForgetDecisionsAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(DecisionRow.Forget, new { Before = before.UtcTicks, Most = most }), cancellationToken);

    public Task RestAsync(OperatorId id, DateTimeOffset until, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            """
            insert into operators (id, resting_until) values (@Id, @Until)
            on conflict (id) do update set resting_until = max(coalesce(resting_until, 0), excluded.resting_until)
            """,
            new { Id = id.Value, Until = until.UtcTicks }),
        cancellationToken);

    public async Task<IReadOnlyList<Call>> ClaimDueAsync(
        NodeId claimant, IReadOnlyCollection<CallId> inHand, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var search = new { Claimant = claimant.Value, InHand = inHand.Select(id => id.ToString()), Now = now.UtcTicks, Limit = limit };

        // Mostly there is none; that needs no writer's turn.
        return await database.ReadAsync(connection => connection.ExecuteScalar<bool>($"select exists ({_claimable})", search), cancellationToken)
            ? await database.WriteAsync<IReadOnlyList<Call>>(
                connection =>
                {
                    var due = connection.Query<DueRow>(_claimable, search).ToList();
                    connection.Execute(
                        "update calls set claimed_by = @Claimant where seq in @Seqs", new { search.Claimant, Seqs = due.Select(row => row.Seq) });
                    return [.. due.Select(row => StoredJson.Read<Call>(row.Body))];
                },
                cancellationToken)
            : [];
    }

    public Task ReleaseAsync(CallId id, NodeId claimant, CancellationToken cancellationToken) => database.WriteAsync(
        connection => connection.Execute(
            "update calls set claimed_by = null where id = @Id and claimed_by = @Claimant", new { Id = id.ToString(), Claimant = claimant.Value }),
        cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken) => database.ReadAsync(
        connection => Ticks.ToMoment(
            connection.ExecuteScalar<long?>("select min(due_at) from calls where due_at > @Now", new { Now = now.UtcTicks })),
        cancellationToken);

    public Task<IReadOnlyList<RecordedEvent>> EventsAsync(CallId id, int after, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<RecordedEvent>>(
            connection =>
            [..
                from row in connection.Query<EventRow>(
                    "select sequence, type, at, view from call_events where call_id = @Id and sequence > @After order by sequence",
                    new { Id = id.ToString(), After = after })
                select row.ToEvent()
            ],
            cancellationToken);

    public Task<int> LastSequenceAsync(CallId id, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<int>("select event_count from calls where id = @Id", new { Id = id.ToString() }), cancellationToken);

    public Task<IReadOnlyList<Call>> WaitingSinceAsync(
        IReadOnlyList<string> queues, DateTimeOffset since, int limit, CancellationToken cancellationToken) => CallsAsync(
        """
        select body from calls
        where queue in @Queues and state = 'waiting' and due_at is not null and offered = 0 and waiting_since <= @Since
        order by rank, seq limit @Limit
        """,
        new { Queues = queues, Since = since.UtcTicks, Limit = limit },
        cancellationToken);

    public Task<IReadOnlyList<CallId>> WaitingOutsideAsync(IReadOnlyList<string> queues, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<CallId>>(
            connection =>
            [..
                from id in connection.Query<string>(
                    """
                    select id from calls where queue not in @Queues and state = 'waiting' and due_at is not null and offered = 0
                    order by rank, seq limit @Limit
                    """,
                    new { Queues = queues, Limit = limit })
                select CallId.TryParse(id)!.Value
            ],
            cancellationToken);

    public Task<bool> AnyPendingAsync(IReadOnlyList<string> queues, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.ExecuteScalar<bool>(
            "select exists (select 1 from calls where queue in @Queues and state in ('waiting', 'ringing') and due_at is not null)",
            new { Queues = queues }),
        cancellationToken);

    public Task<IReadOnlyList<Stranded>> StrandedAsync(TimeSpan hold, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Stranded>>(
            connection =>
            {
                // Those of earlier processes were forgotten when the file was opened; there is nothing to hold.
                var alive = connection.Query<string>("select id from nodes").ToHashSet();
                return
                [..
                    from row in connection.Query<PresentRow>("select id, nodes from calls where nodes is not null order by seq")
                    let nodes = row.Nodes.Split(' ')
                    where !nodes.All(alive.Contains)
                    select new Stranded(CallId.TryParse(row.Id)!.Value, [.. nodes.Where(node => !alive.Contains(node)).Select(node => new NodeId(node))])
                ];
            },
            cancellationToken);

    public Task<int> EraseAsync(DateTimeOffset endedBefore, int limit, CancellationToken cancellationToken) => database.WriteAsync(
        connection =>
        {
            var old = connection.Query<DueRow>(
                "select seq, body from calls where ended_at < @Before order by ended_at limit @Limit",
                new { Before = endedBefore.UtcTicks, Limit = limit }).ToList();
            foreach (var row in old)
            {
                var erased = StoredJson.Read<Call>(row.Body).Erased();
                connection.Execute(
                    "update calls set ended_at = null, guest_key = null, body = @Body where seq = @Seq", new { row.Seq, Body = StoredJson.Write(erased) });
                connection.Execute(
                    "update call_events set view = json_remove(view, '$.guestLink') where call_id = @Id", new { Id = erased.Id.ToString() });
            }

            return old.Count;
        },
        cancellationToken);

    private Task<IReadOnlyList<Call>> CallsAsync(string sql, object? parameters, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Call>>(
            connection => [.. connection.Query<string>(sql, parameters).Select(StoredJson.Read<Call>)], cancellationToken);

    private static Call? Find(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<string>("select body from calls where id = @Id", new { Id = id }) is { } body
            ? StoredJson.Read<Call>(body)
            : null;

    private static bool IsFull(SqliteConnection connection, string queue, int limit) => limit <= connection.ExecuteScalar<int>(
        """
        select count(*) from
            (select 1 from calls where queue = @Queue and state = 'waiting' and due_at is not null limit @Limit)
        """,
        new { Queue = queue, Limit = limit });

    /// <summary>A call to be worked on.</summary>
    private sealed record DueRow
    {
        public long Seq { get; init; }
        public string Body { get; init; } = "";
    }

    private sealed record PresentRow
    {
        public string Id { get; init; } = "";
        public string Nodes { get; init; } = "";
    }
}
