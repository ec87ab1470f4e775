using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ContactCenter.Storm.Sites;

/// <summary>What is asked of the machine itself.</summary>
internal static partial class Machine
{
    private const double _ticksPerSecond = 100;

    public const int SigKill = 9;
    public const int SigTerm = 15;
    public const int SigCont = 18;
    public const int SigStop = 19;

    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    public static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    /// <summary>Memory that the process has in the machine's, in megabytes; 0 when there is no such process.</summary>
    public static double ResidentMegabytes(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Processor time that the process, and those of its children that have ended, have used so far, in seconds.</summary>
    public static double ProcessorSeconds(int process)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ');
            return fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture)) / _ticksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Sockets that the process has open.</summary>
    public static int Sockets(int process)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
                .Count(one => File.ResolveLinkTarget(one, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Processes that this one has started and that still run.</summary>
    public static IReadOnlyList<int> ChildrenOf(int process) =>
    [
        .. from task in Directory.Exists($"/proc/{process}/task") ? Directory.GetDirectories($"/proc/{process}/task") : []
           from child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)
           select int.Parse(child, CultureInfo.InvariantCulture),
    ];

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

/// <summary>The working tree that is put to the test.</summary>
internal static class Tree
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) => File.Exists(Path.Combine(folder, "ContactCenter.sln"))
        ? folder
        : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("No folder above holds ContactCenter.sln."));
}
