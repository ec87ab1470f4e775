using System.Collections.Concurrent;
using System.Data.Common;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Storm.Troubles;

/// <summary>
/// Measures how long the work of a killed node lies idle: from the kill until somebody else takes it in hand or takes it on.
/// </summary>
internal sealed class TakeOver(IStore store)
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(3);

    private readonly ConcurrentQueue<TimeSpan> _inHand = new();
    private readonly ConcurrentQueue<TimeSpan> _due = new();

    /// <summary>Of what the killed node had in hand.</summary>
    public IReadOnlyCollection<TimeSpan> InHand => _inHand;

    /// <summary>Of what nobody had in hand and was due within three seconds: how late the step came.</summary>
    public IReadOnlyCollection<TimeSpan> Due => _due;

    /// <summary>What a killed node had in hand and nobody had taken over after twenty seconds.</summary>
    public int NotTaken { get; private set; }

    /// <summary>Kills that were not measured, because the database was killed meanwhile.</summary>
    public int Disturbed { get; private set; }

    /// <summary>To be called directly after a kill.</summary>
    /// <param name="killed">As what the process was known to the store; null when it had not entered yet.</param>
    public async Task MeasureAsync(string? killed)
    {
        var (began, killedAt) = (TimeProvider.System.GetTimestamp(), TimeProvider.System.GetUtcNow());
        try
        {
            var left = (await store.UnfinishedAsync()).Where(work => IsInHand(work) || IsDue(work)).ToDictionary(work => work.Id);
            while (left.Count > 0 && TimeProvider.System.GetElapsedTime(began) < _longest)
            {
                await Task.Delay(_look, TimeProvider.System);
                var now = (await store.UnfinishedAsync()).ToDictionary(work => work.Id);
                var after = TimeProvider.System.GetElapsedTime(began);
                foreach (var work in left.Values.Where(work => !now.TryGetValue(work.Id, out var row) || row.Version != work.Version || row.ClaimedBy != work.ClaimedBy).ToList())
                {
                    left.Remove(work.Id);
                    if (IsInHand(work))
                    {
                        _inHand.Enqueue(after);
                    }
                    else
                    {
                        var late = after - (work.DueAt > killedAt ? work.DueAt - killedAt : TimeSpan.Zero);
                        _due.Enqueue(late < TimeSpan.Zero ? TimeSpan.Zero : late);
                    }
                }
            }

            NotTaken += left.Values.Count(IsInHand);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or IOException or TimeoutException)
        {
            Disturbed++;
        }

        bool IsInHand(Unfinished work) => killed is not null && work.ClaimedBy == killed;

        bool IsDue(Unfinished work) => work.ClaimedBy is null && work.DueAt <= killedAt + _soon && work.DueAt >= killedAt - _soon;
    }
}
