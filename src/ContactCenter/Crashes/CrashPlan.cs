using System.Diagnostics;
using System.Globalization;

namespace ContactCenter.Crashes;

/// <summary>At which point, and the how manieth time it is reached, this process ends as if the power had failed.</summary>
internal sealed class CrashPlan
{
    private readonly string _point;
    private int _left;

    private CrashPlan(string point, int time) => (_point, _left) = (point, time);

    /// <summary>Reads <c>store/match:before</c> or <c>store/match:before#3</c>; null when there is no such point.</summary>
    public static CrashPlan? TryParse(string text)
    {
        var (point, time) = text.Split('#') switch
        {
            [var name] => (name, 1),
            [var name, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) => (name, count),
            _ => ("", 0),
        };
        return time > 0 && CrashPoints.All.Contains(point) ? new CrashPlan(point, time) : null;
    }

    /// <summary>Does not return when this is the point and the time has come.</summary>
    public void Reach(string point)
    {
        if (point == _point && Interlocked.Decrement(ref _left) == 0)
        {
            // SIGKILL: nothing is flushed, closed or said, which Environment.FailFast would do.
            using var self = Process.GetCurrentProcess();
            self.Kill();
            using var never = new ManualResetEvent(initialState: false);
            never.WaitOne();
        }
    }
}
