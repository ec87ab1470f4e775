using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Crashes;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Checks;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;
using ContactCenter.Realtime;
using ContactCenter.Replay;
using ContactCenter.Routing;
using ContactCenter.Storage;
using ContactCenter.TrueConf;

namespace ContactCenter;

/// <summary>The server's table of contents.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            if (CheckCommand.IsAskedFor(args))
            {
                await using var looked = Build(CheckCommand.Without(args), CheckCommand.Quietly);
                return await looked.CheckAsync(Console.Out);
            }

            if (ReplayCommand.IsAskedFor(args))
            {
                await using var these = Build(ReplayCommand.Without(args), ReplayCommand.Quietly);
                await using var before = Build(ReplayCommand.Before(args), ReplayCommand.Quietly);
                await these.OpenStorageToReadAsync();
                return await these.ReplayAsync(before, Console.Out);
            }

            await using var app = Build(args);
            app.OpenStorage();
            await app.RunAsync();
            return 0;
        }
        catch (Exception failure) when (StartFailures.SentenceOf(failure) is { } sentence)
        {
            await Console.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    /// <summary>The server, put together, its settings checked; nothing is opened or started yet.</summary>
    /// <param name="replace">Tests put a clock or the like in place.</param>
    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    internal static WebApplication Build(string[] args, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder([.. Place.Defaults, .. args]);

        builder.AddHosting();
        builder.Services.AddNode();
        builder.Services.AddStorage();
        builder.Services.AddTrueConf();
        builder.Services.AddOperators();
        builder.Services.AddConferences();
        builder.Services.AddCallRouting();
        builder.Services.AddCalls();
        builder.Services.AddRealtime();
        builder.Services.AddStartLine();
        builder.AddCrashes();
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.CheckSettings();
        app.UseHosting();
        app.MapHosting();
        app.MapOperators();
        app.MapCalls();
        app.MapCallExplanations();
        app.MapRealtime();
        return app;
    }
}
