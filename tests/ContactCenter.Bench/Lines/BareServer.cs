using System.Globalization;
using System.Text.Json;
using ContactCenter.Storm;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Bench.Lines;

/// <summary>A process with a server of the same kind that does nothing: what it costs, everybody pays. Asked anything, it tidies its memory up and says how much is left.</summary>
internal static class BareServer
{
    public static async Task RunAsync(Arguments arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(arguments.Text("url", "http://127.0.0.1:0"));
        builder.Services.AddSignalR();
        await using var app = builder.Build();
        app.UseWebSockets();
        app.MapHub<BareHub>("/hubs/guest", hub => hub.Transports = HttpTransportType.WebSockets);
        app.MapPost("/empty", EmptyAsync);
        await app.StartAsync();
        await Companion.ServeAsync(app.Urls.First(), _ => Task.FromResult(Tidy()));
    }

    /// <summary>Reads a body and answers with one, as placing a call does.</summary>
    private static async Task<IResult> EmptyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
        return Results.Accepted(value: new { Kind = body.RootElement.ValueKind.ToString() });
    }

    private static string Tidy()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: true).ToString(CultureInfo.InvariantCulture);
    }

    private sealed class BareHub : Hub;
}
