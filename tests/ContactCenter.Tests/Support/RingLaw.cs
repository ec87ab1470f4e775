using TrueConf.Sandbox;

namespace ContactCenter.Tests.Support;

/// <summary>No device rings for two calls at once, nor while its user is not free.</summary>
internal static class RingLaw
{
    private const int _free = 1;

    public static void HoldsIn(IReadOnlyList<LogEntry> log)
    {
        var ringing = new HashSet<string>();
        foreach (var entry in log)
        {
            switch (entry.Kind)
            {
                case LogKind.RingStarted:
                    Assert.True(ringing.Add(entry.User!), $"{entry.User} was rung for {entry.Conference} while it rang already.");
                    Assert.True(entry.UserStatus == _free, $"{entry.User} was rung with status {entry.UserStatus}.");
                    break;
                case LogKind.RingStopped:
                    ringing.Remove(entry.User!);
                    break;
            }
        }
    }

    /// <summary>How often this user was rung.</summary>
    public static int Rings(this SandboxServer sandbox, string user) =>
        sandbox.Log.Count(entry => entry.Kind == LogKind.RingStarted && entry.User == user);
}
