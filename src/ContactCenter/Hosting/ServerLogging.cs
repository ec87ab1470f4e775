using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace ContactCenter.Hosting;

/// <summary>Where the log goes: text for a developer, one JSON object a line for everything else.</summary>
internal static class ServerLogging
{
    /// <summary>The rest of the product knows <c>ILogger</c> only; levels are changed in the section <c>Serilog</c>.</summary>
    public static void AddServerLogging(this WebApplicationBuilder builder)
    {
        var log = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Exceptions are logged by our own edge, unready checks by the features that know why.
            .MinimumLevel.Override("Microsoft.AspNetCore.Diagnostics", LogEventLevel.Fatal)
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            // A wrong token is a refusal like any other; whoever tries many must not fill the log. Hubs log their own failures.
            .MinimumLevel.Override("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogEventLevel.Fatal)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .ReadFrom.Configuration(builder.Configuration)
            .Enrich.FromLogContext();

        log = builder.Environment.IsDevelopment()
            ? log.WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u3} {Message:lj}{NewLine}{Exception}",
                formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            : log.WriteTo.Console(new JsonFormatter(renderMessage: true));

        // What is worth writing is decided in one place, so nothing is filtered before it.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddSerilog(log.CreateLogger(), dispose: true);
    }
}
