using TrueConf.Sandbox.Api;
using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Control;

/// <summary>The server itself: settings, faults, tokens, its log.</summary>
internal static class ServerSwitches
{
    public static void MapServerSwitches(this IEndpointRouteBuilder switches)
    {
        switches.MapGet("/settings", (Switchboard switchboard) => SwitchRoutes.Json(switchboard.Settings))
            .WithMetadata(new Switch("every setting: lags, late and stale lists, pages, tags, refused deletes, licences, scopes, token life, latency per route, down"));
        switches.MapPut("/settings", ChangeSettings)
            .WithMetadata(new Switch("changes settings; what is not named stays", "{ statusLag: ms, latency: { run: ms }, down: bool, ... }"));
        switches.MapGet("/faults", (Faults faults) => SwitchRoutes.Json(faults.InForce))
            .WithMetadata(new Switch("the faults in force"));
        switches.MapPost("/faults", AddFault).WithMetadata(new Switch(
            "lets the next requests of a route go wrong; without a count until cleared",
            $"{{ route: {Names<ApiRoute>()}, kind: {Names<FaultKind>()}, status: n, count: n }}"));
        switches.MapDelete("/faults", Clear).WithMetadata(new Switch("ends all faults"));
        switches.MapPost("/forget-tokens", ForgetTokens).WithMetadata(new Switch("every access token given so far is refused"));
        switches.MapPost("/restart", Restart).WithMetadata(new Switch(
            "what ran has stopped, everybody is offline, no token is good; they are back after a while, or not", "{ backAfter: ms|null }"));
        switches.MapGet("/log", (long? after, SandboxLog log) => SwitchRoutes.Json(log.After(after ?? 0)))
            .WithMetadata(new Switch("what happened after entry n (?after=n): requests, rings, answers, comings and goings"));
        switches.MapPost("/reset", Reset).WithMetadata(new Switch("as a server just started"));
    }

    private static async Task<IResult> ChangeSettings(HttpRequest request, Switchboard switchboard)
    {
        switchboard.Settings = await Overlay.ReadAsync(request, switchboard.Settings);
        return Results.NoContent();
    }

    private static async Task<IResult> AddFault(HttpRequest request, Faults faults)
    {
        var fault = await SwitchRoutes.ReadAsync<NewFault>(request);
        faults.Add(new Fault(fault.Route, fault.Kind, fault.Status ?? 500, fault.Count));
        return Results.NoContent();
    }

    private static IResult Clear(Faults faults)
    {
        faults.Clear();
        return Results.NoContent();
    }

    private static IResult ForgetTokens(AccessTokens tokens)
    {
        tokens.ForgetAll();
        return Results.NoContent();
    }

    private static async Task<IResult> Restart(HttpRequest request, Switchboard switchboard, AccessTokens tokens)
    {
        var restart = await SwitchRoutes.ReadAsync<Restarting>(request);
        tokens.ForgetAll();
        switchboard.Restart(restart.BackAfter);
        return Results.NoContent();
    }

    private static IResult Reset(Switchboard switchboard, Faults faults, AccessTokens tokens, SandboxLog log)
    {
        faults.Clear();
        tokens.ForgetAll();
        switchboard.Reset();
        log.Clear();
        return Results.NoContent();
    }

    private static string Names<T>()
        where T : struct, Enum => string.Join('|', Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName));

    private sealed record Restarting(TimeSpan? BackAfter);

    private sealed record NewFault(ApiRoute Route, FaultKind Kind, int? Status, int? Count);
}
