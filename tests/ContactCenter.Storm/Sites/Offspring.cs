using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ContactCenter.Storm.Sites;

/// <summary>Every process that was started: none outlives the storm, also one that is told to end.</summary>
internal static class Offspring
{
    private static readonly ConcurrentDictionary<int, byte> _running = new();
    private static readonly PosixSignalRegistration[] _ends =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, End),
        PosixSignalRegistration.Create(PosixSignal.SIGINT, End),
    ];

    public static Process Start(ProcessStartInfo start)
    {
        GC.KeepAlive(_ends);
        var process = Process.Start(start)!;
        var id = process.Id;
        _running[id] = 0;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _running.TryRemove(id, out _);
        return process;
    }

    private static void End(PosixSignalContext context)
    {
        foreach (var id in _running.Keys)
        {
            Machine.Signal(id, Machine.SigKill);
        }
    }
}
