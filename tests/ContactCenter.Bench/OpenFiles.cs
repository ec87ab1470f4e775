using System.Runtime.InteropServices;
using ContactCenter.Storm;

namespace ContactCenter.Bench;

/// <summary>How many sockets this process and those it starts may have open.</summary>
internal static partial class OpenFiles
{
    private const int _openFiles = 7;
    private const ulong _wanted = 100_000;

    /// <summary>The limit that holds, of this process and of all that it starts.</summary>
    public static ulong Limit { get; private set; }

    /// <summary>Raises it as far as is needed, or as far as may be.</summary>
    public static void Raise()
    {
        _ = Get(_openFiles, out var limit);
        var higher = new Pair { Soft = Math.Max(limit.Soft, _wanted), Hard = Math.Max(limit.Hard, _wanted) };
        if (Set(_openFiles, in higher) != 0)
        {
            // Only root may go beyond the hard limit.
            higher = limit with { Soft = limit.Hard };
            _ = Set(_openFiles, in higher);
        }

        _ = Get(_openFiles, out limit);
        Limit = limit.Soft;
        StormProgram.Say($"Open files: at most {Limit} a process.");
    }

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int Get(int what, out Pair limit);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int Set(int what, in Pair limit);

    private record struct Pair
    {
        public ulong Soft;
        public ulong Hard;
    }
}
