namespace ContactCenter.Storage.Postgres;

/// <summary>
/// The time of day as the database has it, so that all nodes have the same one within milliseconds: as last measured, and
/// the machine's own steady time since. Timers and time stamps are the machine's.
/// </summary>
internal sealed class PostgresClock(PostgresDatabase database) : TimeProvider
{
    private volatile Reading? _believed;

    /// <summary>The machine's own time until the database was asked for the first time.</summary>
    public override DateTimeOffset GetUtcNow() => _believed is { } reading ? reading.Now() : System.GetUtcNow();

    /// <summary>Asks the database what time it is.</summary>
    public async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var asked = System.GetTimestamp();
        var (said, answered) = await database.AskVitallyAsync(
            async session =>
            {
                // Not since the beginning: a connection may have had to be made first.
                asked = System.GetTimestamp();
                var moment = await session.ScalarAsync<DateTime>("select clock_timestamp()");
                return (new DateTimeOffset(moment), System.GetTimestamp());
            },
            cancellationToken);
        Believe(said, asked, answered);
    }

    /// <summary>What is believed stays as long as the new measurement does not contradict it: so time does not tremble.</summary>
    internal void Believe(DateTimeOffset said, long asked, long answered)
    {
        var doubt = System.GetElapsedTime(asked, answered) / 2;
        var measured = new Reading(said + doubt, answered);
        if (_believed is not { } before || (before.Now() - measured.Now()).Duration() > doubt)
        {
            _believed = measured;
        }
    }

    private sealed record Reading(DateTimeOffset At, long Timestamp)
    {
        public DateTimeOffset Now() => At + System.GetElapsedTime(Timestamp);
    }
}
