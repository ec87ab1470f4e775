using ContactCenter.Storm.Crowds;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Laws;

/// <summary>Reads the sandbox's log as it grows: no device rings for two calls at once, nor while its user is not free.</summary>
/// <remarks>
/// TrueConf Server has no "ring if free": between the last look and the ring a person may have become busy. Whoever was free
/// when last looked at was free at the moment of asking.
/// </remarks>
internal sealed class RingWatch(SandboxServer trueConf, Staff staff)
{
    private const int _free = 1;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, string?> _ringing = [];
    private readonly Dictionary<string, DateTimeOffset> _lastLook = [];
    private readonly List<string> _twice = [];
    private readonly List<string> _notFree = [];
    private readonly Dictionary<ApiRoute, int> _requests = [];
    private long _last;

    public IReadOnlyList<string> RungTwice => _twice;

    public IReadOnlyList<string> RungWhileNotFree => _notFree;

    public int Rings { get; private set; }

    /// <summary>Rings for somebody who turned away between the look and the ring.</summary>
    public int TurnedAway { get; private set; }

    public IReadOnlyDictionary<ApiRoute, int> Requests => _requests;

    public async Task WatchAsync(CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            Read();
            await Task.Delay(_pause, TimeProvider.System, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Read();
    }

    private void Read()
    {
        foreach (var entry in trueConf.LogAfter(_last))
        {
            _last = entry.Number;
            switch (entry.Kind)
            {
                case LogKind.Request:
                    _requests[entry.Route!.Value] = _requests.GetValueOrDefault(entry.Route.Value) + 1;
                    if (entry is { Route: ApiRoute.Users, Status: 200 })
                    {
                        _lastLook[entry.Path!.Split('/')[^1]] = entry.At;
                    }

                    break;
                case LogKind.RingStarted:
                    Rings++;
                    Judge(entry);
                    break;
                case LogKind.RingStopped:
                    _ringing.Remove(entry.User!);
                    break;
            }
        }
    }

    private void Judge(LogEntry ring)
    {
        if (!_ringing.TryAdd(ring.User!, ring.Conference))
        {
            _twice.Add($"{ring.User} was rung for {ring.Conference} at {ring.At:HH:mm:ss.fff} while {_ringing[ring.User!]} rang");
        }

        if (ring.UserStatus == _free)
        {
            return;
        }

        var looked = _lastLook.TryGetValue(ring.User!.Split('@')[0], out var at) ? at : DateTimeOffset.MinValue;
        if (staff.TurnedAway(ring.User, looked, ring.At))
        {
            TurnedAway++;
        }
        else
        {
            _notFree.Add($"{ring.User} was rung for {ring.Conference} at {ring.At:HH:mm:ss.fff} with status {ring.UserStatus}");
        }
    }
}
