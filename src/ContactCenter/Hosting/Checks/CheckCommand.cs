using ContactCenter.Hosting.Settings;

namespace ContactCenter.Hosting.Checks;

/// <summary>The command <c>--check</c>: says what works and ends, disturbing no server that runs.</summary>
internal static class CheckCommand
{
    private const string _option = "--check";

    public static bool IsAskedFor(string[] args) => args.Contains(_option);

    /// <summary>The command line without the option, which is no setting.</summary>
    public static string[] Without(string[] args) => [.. args.Where(arg => arg != _option)];

    /// <summary>What there is to say is printed; a log would only say it twice.</summary>
    public static void Quietly(IServiceCollection services) => services.AddLogging(logging => logging.ClearProviders());

    /// <summary>A line for everything that was looked at. 0 when all of it works, else 1.</summary>
    public static async Task<int> CheckAsync(this WebApplication app, TextWriter output)
    {
        await output.WriteLineAsync("ok     Settings.");
        foreach (var warning in app.SettingWarnings())
        {
            await output.WriteLineAsync($"       {warning}");
        }

        var code = 0;
        foreach (var check in app.Services.GetServices<IStartCheck>())
        {
            var found = await check.LookAsync(CancellationToken.None);
            await output.WriteLineAsync($"{(found.Works ? "ok   " : "wrong")}  {found.Sentence}");
            code = found.Works ? code : 1;
        }

        return code;
    }
}
