using ContactCenter.Calls;

namespace ContactCenter.Storage.Postgres;

/// <summary>How calls get into their queues: one after the other, whatever node their guests came to.</summary>
internal static class PostgresPlacing
{
    /// <summary>More than the clocks of two nodes differ by, which both follow the database's.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMilliseconds(500);

    /// <summary>What became of each, in their order.</summary>
    public static async Task<IReadOnlyList<Placement>> PlaceAsync(PostgresSession session, IReadOnlyList<Arrival> arrivals)
    {
        var keys = arrivals.Select(arrival => arrival.Key?.Key).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();

        // Which queue is known only from a call; these are not the ones that are placed.
        var glances = arrivals.Select(arrival => (arrival.Arrive().Call, arrival.QueueLimit)).ToList();
        var now = glances[0].Call.ArrivedAt;
        var limits = glances.GroupBy(glance => glance.Call.Queue, glance => glance.QueueLimit).ToDictionary(queue => queue.Key, queue => queue.Max() ?? 0);

        // The keys' turns before the queues': a request that is repeated to another queue is still the same request.
        var turns = keys.Select(key => $"contact-center key {key}").Concat(limits.Keys.Order(StringComparer.Ordinal).Select(queue => $"contact-center queue {queue}"));
        var places = await LookAsync(session, [.. turns], keys, limits, now);
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
    /// In turn: whose the keys are, without those that are no longer anybody's; when the last call came, to whatever queue; and
    /// how many wait in each of these, counted no further than its limit.
    /// </summary>
    private static Task<Places> LookAsync(
        PostgresSession session, string[] turns, List<string> keys, Dictionary<string, int> limits, DateTimeOffset now) => session.ReadAsync(
        $"""
        {PostgresSession.TakeTurns};
        select key, request, call_id from idempotency where key = any(@Keys) and expires_at > @Now;
        select arrived_at from calls order by seq desc limit 1;
        select asked.queue,
            (select count(*) from (select 1 from calls where calls.queue = asked.queue and state = 'waiting' and due_at is not null limit most) as one)
        from unnest(@Queues, @Limits) as asked (queue, most)
        """,
        new { Turns = turns, Keys = keys.ToArray(), Now = now.UtcTicks, Queues = limits.Keys.ToArray(), Limits = limits.Values.ToArray() },
        async answers =>
        {
            await answers.ReadAsync();
            var known = await answers.ReadAsync<(string Key, string Request, string CallId)>();
            var last = await answers.ReadFirstOrDefaultAsync<long>();
            var waiting = await answers.ReadAsync<(string Queue, int Waiting)>();
            return new Places(
                known.ToDictionary(row => row.Key, row => new KnownKey(row.Request, row.CallId)),
                Ticks.ToMoment(last),
                waiting.ToDictionary(row => row.Queue, row => row.Waiting));
        });

    /// <summary>The queues' places as they are taken, one after the other.</summary>
    private sealed class Places(Dictionary<string, KnownKey> known, DateTimeOffset last, Dictionary<string, int> waiting)
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
            if (waiting[call.Queue] >= arrival.QueueLimit)
            {
                return new Placement.QueueFull();
            }

            var placed = BehindTheLast(call) with { Version = 1 };
            _calls.Add((placed, dueAt));
            waiting[call.Queue]++;
            if (arrival.Key is { } key)
            {
                _keys.Add((key, placed));
                known[key.Key] = new KnownKey(key.Request, placed.Id.ToString());
            }

            return new Placement.Placed(placed);
        }

        /// <summary>A node whose clock is a moment behind must not let its guest in before one who waits already.</summary>
        private Call BehindTheLast(Call call) =>
            last > call.ArrivedAt && last < call.ArrivedAt + _skew ? call with { ArrivedAt = last, WaitingSince = last } : call;
    }
}

/// <summary>What is asked of <see cref="ICallStore.PlaceAsync"/>.</summary>
internal sealed record Arrival(Func<(Call Call, DateTimeOffset DueAt)> Arrive, IdempotencyKey? Key, int? QueueLimit);
