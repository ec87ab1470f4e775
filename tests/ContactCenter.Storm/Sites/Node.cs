using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ContactCenter.Storm.Sites;

/// <summary>One server at an address of its own, which is started, killed, frozen and started again.</summary>
internal sealed partial class Node(string name, int port, string? logFolder, Func<int, IEnumerable<string>> arguments) : IDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan _longestStart = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _one = new(1);
    private Process? _process;

    public string Name => name;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");

    /// <summary>As which node the process has entered the store last, by its own words.</summary>
    public string? Membership { get; private set; }

    public bool IsUp { get; private set; }

    public bool IsFrozen { get; private set; }

    public int Starts { get; private set; }

    public int ProcessId => _process is { HasExited: false } running ? running.Id : 0;

    /// <summary>Has ended by SIGKILL, whoever sent it.</summary>
    public bool WasKilled => _process is { HasExited: true, ExitCode: 128 + Machine.SigKill };

    /// <summary>Starts the process; returns when it listens, or has ended before it could.</summary>
    public async Task<bool> StartAsync(params string[] more)
    {
        await _one.WaitAsync();
        try
        {
            string[] words = [typeof(ContactCenter.Program).Assembly.Location, .. arguments(port), .. more];
            _process?.Dispose();
            _process = Offspring.Start(new ProcessStartInfo("dotnet", words)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetTempPath(),
            });
            Starts++;
            KeepLog(_process);
            return IsUp = await ListensAsync(_process);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>As the power does when it fails.</summary>
    public Task KillAsync() => EndAsync(Machine.SigKill);

    /// <summary>As a service manager does who wants it to stop: returns when it has.</summary>
    public Task StopAsync() => EndAsync(Machine.SigTerm);

    /// <summary>Waits for its end without doing anything about it.</summary>
    public async Task<bool> EndsAsync(TimeSpan within)
    {
        try
        {
            await _process!.WaitForExitAsync().WaitAsync(within);
            IsUp = false;
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Freeze()
    {
        IsFrozen = true;
        Machine.Signal(ProcessId, Machine.SigStop);
    }

    public void Thaw()
    {
        Machine.Signal(ProcessId, Machine.SigCont);
        IsFrozen = false;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            running.WaitForExit();
        }

        _process?.Dispose();
        _one.Dispose();
    }

    private async Task EndAsync(int signal)
    {
        IsUp = false;
        if (_process is { HasExited: false } running)
        {
            Machine.Signal(running.Id, signal);
            await running.WaitForExitAsync();
            IsFrozen = false;
        }
    }

    private async Task<bool> ListensAsync(Process process)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!process.HasExited)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(Address.Host, port);
                return true;
            }
            catch (SocketException)
            {
                if (TimeProvider.System.GetElapsedTime(began) > _longestStart)
                {
                    throw new TimeoutException($"Waited {_longestStart.TotalSeconds:0} s until {name} listens, in vain.");
                }
            }

            await Task.Delay(_look, TimeProvider.System);
        }

        return false;
    }

    private void KeepLog(Process process)
    {
        var file = logFolder is null ? null : TextWriter.Synchronized(new StreamWriter(Path.Combine(logFolder, $"{name}-{Starts:000}.log")) { AutoFlush = true });
        process.OutputDataReceived += (_, line) =>
        {
            file?.WriteLine(line.Data);
            if (line.Data is { } said && Entered().Match(said) is { Success: true } entered)
            {
                Membership = entered.Groups[1].Value;
            }
        };
        process.ErrorDataReceived += (_, line) => file?.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    [GeneratedRegex(@"This process works as node \W*([0-9a-f]{32})")]
    private static partial Regex Entered();
}
