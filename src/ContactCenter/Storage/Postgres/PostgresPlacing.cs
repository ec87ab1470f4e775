using ContactCenter.Calls;

namespace ContactCenter.Storage.Postgres;

/// <summary>How calls get into their queue: one after the other, whatever node their guests came to.</summary>
internal static class PostgresPlacing
{
    /// <summary>More than the clocks of two nodes differ by, which both follow the database's.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMilliseconds(500);

    /// <summary>What became of each of those who come to one queue, in their order.</summary>
    public static async Task<IReadOnlyList<Placement>> PlaceAsync(PostgresSession session, string queue, IReadOnlyList<Arrival> arrivals)
    {
        var now = arrivals[0].Arrive().Call.ArrivedAt;
        var keys = arrivals.Select(arrival => arrival.Key?.Key).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        var places = await LookAsync(session, queue, arrivals.Max(arrival => arrival.QueueLimit) ?? 0, keys, now);
        var placements = new List<Placement>();
        foreach (var arrival in arrivals)
        {
            placements.Add(places.Known(arrival.Key) is not { } known ? places.Take(arrival)
                : known.Request != arrival.Key!.Request ? new Placement.KeyReused()
                : new Placement.Repeated(places.Taken(known.CallId) ?? (await FindAsync(session, known.CallId))!));
        }

        await PostgresCallWriting.InsertAsync(session, places.Calls);
        await PostgresKnownKeys.RememberAsync(session, places.Keys, now);
        return placements;
    }

    public static async Task<Call?> FindAsync(PostgresSession session, string id) =>
        await session.FirstAsync<string>("select body from calls where id = @Id", new { Id = id }) is { } body
            ? StoredJson.Read<Call>(body)
            : null;

    /// <summary>
    /// In turn: whose the keys are, without those that are no longer anybody's; how many wait in the queue, counted no further
    /// than its limit; and when the last of them came.
    /// </summary>
    /// <remarks>
    /// The state is a parameter where the last is asked for: so no plan made while the table is small can choose the index of
    /// the line, in which all who wait would have to be looked at.
    /// </remarks>
    private static Task<Places> LookAsync(PostgresSession session, string queue, int limit, List<string> keys, DateTimeOffset now) => session.ReadAsync(
        $"""
        {PostgresSession.TakeTurns};
        select key, request, call_id from idempotency where key = any(@Keys) and expires_at > @Now;
        select count(*) from (select 1 from calls where queue = @Queue and state = 'waiting' and due_at is not null limit @Limit) as one;
        select arrived_at from calls where queue = @Queue and state = @Waiting and due_at is not null order by arrived_at desc limit 1
        """,
        new
        {
            // The keys' turns before the queue's: a request that is repeated to another queue is still the same request.
            Turns = keys.Select(key => $"contact-center key {key}").Append($"contact-center queue {queue}").ToArray(),
            Keys = keys.ToArray(),
            Now = now.UtcTicks,
            Queue = queue,
            Limit = limit,
            Waiting = CallRow.Name(CallState.Waiting),
        },
        async answers =>
        {
            await answers.ReadAsync();
            var known = await answers.ReadAsync<(string Key, string Request, string CallId)>();
            return new Places(
                known.ToDictionary(row => row.Key, row => new KnownKey(row.Request, row.CallId)),
                await answers.ReadSingleAsync<int>(),
                Ticks.ToMoment(await answers.ReadFirstOrDefaultAsync<long?>()));
        });

    /// <summary>The queue's places as they are taken, one after the other.</summary>
    private sealed class Places(Dictionary<string, KnownKey> known, int waiting, DateTimeOffset? last)
    {
        private readonly List<(Call Call, DateTimeOffset DueAt)> _calls = [];
        private readonly List<(IdempotencyKey Key, Call Call)> _keys = [];

        public IReadOnlyList<(Call Call, DateTimeOffset DueAt)> Calls => _calls;

        public IReadOnlyList<(IdempotencyKey Key, Call Call)> Keys => _keys;

        /// <summary>Whose key it is; null when nobody's.</summary>
        public KnownKey? Known(IdempotencyKey? key) => key is null ? null : known.GetValueOrDefault(key.Key);

        public Call? Taken(string id) => _calls.Find(one => one.Call.Id.ToString() == id).Call;

        public Placement Take(Arrival arrival)
        {
            var (call, dueAt) = arrival.Arrive();
            if (waiting >= arrival.QueueLimit)
            {
                return new Placement.QueueFull();
            }

            var placed = BehindTheLast(call) with { Version = 1 };
            _calls.Add((placed, dueAt));
            waiting++;
            if (arrival.Key is { } key)
            {
                _keys.Add((key, placed));
                known[key.Key] = new KnownKey(key.Request, placed.Id.ToString());
            }

            return new Placement.Placed(placed);
        }

        /// <summary>A node whose clock is a moment behind must not let its guest in before one who waits already.</summary>
        private Call BehindTheLast(Call call) =>
            last > call.ArrivedAt && last < call.ArrivedAt + _skew ? call with { ArrivedAt = last.Value, WaitingSince = last.Value } : call;
    }
}

/// <summary>What is asked of <see cref="ICallStore.PlaceAsync"/>.</summary>
internal sealed record Arrival(Func<(Call Call, DateTimeOffset DueAt)> Arrive, IdempotencyKey? Key, int? QueueLimit);
