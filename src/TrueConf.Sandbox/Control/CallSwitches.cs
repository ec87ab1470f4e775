using TrueConf.Sandbox.Conferences;
using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Control;

/// <summary>What operators and guests without a page do, now.</summary>
internal static class CallSwitches
{
    public static void MapCallSwitches(this IEndpointRouteBuilder switches)
    {
        switches.MapPost("/users/{id}/answer", (string id, Switchboard switchboard) =>
                SwitchRoutes.Done(switchboard.Answer(id), "Nothing rings for this user, or its conference is full."))
            .WithMetadata(new Switch("the user takes the ringing call"));
        switches.MapPost("/users/{id}/decline", (string id, Switchboard switchboard) =>
                SwitchRoutes.Done(switchboard.Decline(id), "Nothing rings for this user."))
            .WithMetadata(new Switch("the user declines the ringing call"));
        switches.MapPost("/users/{id}/hang-up", (string id, Switchboard switchboard) =>
                SwitchRoutes.Done(switchboard.HangUp(id), "This user is in no conference."))
            .WithMetadata(new Switch("the user ends the conversation"));
        switches.MapPost("/guests", GuestJoins)
            .WithMetadata(new Switch("a guest goes through a link; answers { seat }", "{ link }"));
        switches.MapPost("/guests/{seat}/leave", (string seat, Switchboard switchboard) =>
                SwitchRoutes.Done(switchboard.GuestLeaves(seat), "There is no such guest."))
            .WithMetadata(new Switch("the guest hangs up"));
        switches.MapPost("/guests/{seat}/vanish", (string seat, Switchboard switchboard) =>
                SwitchRoutes.Done(switchboard.GuestVanishes(seat), "There is no such guest without a page."))
            .WithMetadata(new Switch("the guest is gone without a word"));
        switches.MapGet("/conferences", (Switchboard switchboard) => SwitchRoutes.Json(switchboard.WithConferences(SwitchViews.Of)))
            .WithMetadata(new Switch("the conferences: state, whom they ring, who is in them"));
        switches.MapPost("/conferences/{id}/vanish", (string id, Switchboard switchboard) =>
                SwitchRoutes.Done(switchboard.Vanish(id), "There is no such conference."))
            .WithMetadata(new Switch("the conference is gone, and nobody asked for it"));
    }

    private static async Task<IResult> GuestJoins(HttpRequest request, Switchboard switchboard)
    {
        var (conference, token) = GuestUrl.Parse((await SwitchRoutes.ReadAsync<GuestArrival>(request)).Link);
        var admission = switchboard.Admit(conference, token, line: null, out var seat);
        return seat is null ? SwitchRoutes.Done(false, $"Not let in: {admission}.") : SwitchRoutes.Json(new { Seat = seat });
    }

    private sealed record GuestArrival(string Link);
}
