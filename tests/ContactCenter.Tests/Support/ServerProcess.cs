using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ContactCenter.Tests.Support;

/// <summary>The server as a process of its own, for what only a process can show: how it ends, and that it survives being killed.</summary>
internal sealed partial class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => _error.AppendLine(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"The server has ended: {_output}{_error}"));
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Starts the server that was built with the tests, in production and on a free port unless the arguments say otherwise.</summary>
    public static ServerProcess Start(params string[] arguments)
    {
        string[] defaults = [typeof(Program).Assembly.Location, "--environment=Production", "--urls=http://127.0.0.1:0"];
        return new ServerProcess(Process.Start(new ProcessStartInfo("dotnet", [.. defaults, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        })!);
    }

    public int Id => _process.Id;

    /// <summary>Where it listens, as soon as it does.</summary>
    public Task<Uri> ListeningAsync() => _listening.Task.WithTimeout("the server's process listens");

    /// <summary>Waits until it has ended by itself, and says how.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        await _process.WaitForExitAsync().WithTimeout("the server's process has ended");
        return (_process.ExitCode, _output.ToString(), _error.ToString().TrimEnd());
    }

    /// <summary>As the power does when it fails (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WithTimeout("the killed server's process has ended");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is not null)
        {
            _output.AppendLine(line);
            if (Listening().Match(line) is { Success: true } found)
            {
                _listening.TrySetResult(new Uri(found.Groups[1].Value));
            }
        }
    }

    [GeneratedRegex(@"Now listening on: \W*(http://[\d.:]+)")]
    private static partial Regex Listening();
}
