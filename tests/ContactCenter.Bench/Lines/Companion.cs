using System.Diagnostics;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Bench.Lines;

/// <summary>A process of the bench's own, so that what it uses does not count for what is measured. It is asked by lines, and ends with us.</summary>
internal sealed class Companion : IDisposable
{
    private readonly Process _process;

    private Companion(Process process) => _process = process;

    public int ProcessId => _process.Id;

    /// <summary>What it said when it was ready.</summary>
    public string Ready { get; private set; } = "";

    public static async Task<Companion> StartAsync(TimeSpan within, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Companion).Assembly.Location, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // As the server has it.
        start.Environment["DOTNET_gcServer"] = "1";
        var companion = new Companion(Offspring.Start(start));
        companion.Ready = await companion.HearAsync(within);
        return companion;
    }

    public async Task<string> AskAsync(string question, TimeSpan within)
    {
        await _process.StandardInput.WriteLineAsync(question);
        await _process.StandardInput.FlushAsync();
        return await HearAsync(within);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    /// <summary>The companion's side: answers until nobody asks any more.</summary>
    public static async Task ServeAsync(string ready, Func<string, Task<string>> answer)
    {
        Console.WriteLine(ready);
        while (await Console.In.ReadLineAsync() is { } question)
        {
            Console.WriteLine(await answer(question));
        }
    }

    private async Task<string> HearAsync(TimeSpan within) =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(within)
            ?? throw new InvalidOperationException("A process of the bench has ended before it should.");
}
