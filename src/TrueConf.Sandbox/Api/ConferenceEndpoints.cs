using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Api;

/// <summary>Conferences: create, list, get, run, stop, delete, and who is in one.</summary>
internal static class ConferenceEndpoints
{
    private static readonly string[] _read = ["conferences", "conferences:read"];
    private static readonly string[] _write = ["conferences", "conferences:write"];

    public static void MapConferences(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/conferences", Create).WithMetadata(new ApiCall(ApiRoute.Create) { Scopes = _write });
        routes.MapGet("/conferences", List).WithMetadata(new ApiCall(ApiRoute.List) { Scopes = _read });
        routes.MapGet("/conferences/{id}", Get).WithMetadata(new ApiCall(ApiRoute.Get) { Scopes = _read });
        routes.MapPost("/conferences/{id}/run", Run).WithMetadata(new ApiCall(ApiRoute.Run) { Scopes = _write });
        routes.MapPost("/conferences/{id}/stop", Stop).WithMetadata(new ApiCall(ApiRoute.Stop) { Scopes = _write });
        routes.MapDelete("/conferences/{id}", Delete).WithMetadata(new ApiCall(ApiRoute.Delete) { Scopes = _write });
        routes.MapGet("/conferences/{id}/participants", ListParticipants)
            .WithMetadata(new ApiCall(ApiRoute.Participants) { Scopes = ["conferences.participants", "conferences.participants:read"] });
    }

    private static async Task<IResult> Create(HttpRequest request, Switchboard switchboard)
    {
        if (await ApiJson.ReadAsync(request) is not { } body)
        {
            return ApiErrors.BadConference("The body is not a JSON object.");
        }

        var notes = ApiNotes.Of(request.HttpContext);
        switch (switchboard.Create(body, notes.Keep, out var conference))
        {
            case ConferenceOutcome.Done:
                notes.Conference = conference!.Id;
                notes.Tags = conference.Tags;
                return ApiJson.Ok(new { Conference = ConferenceView.Of(conference, conference.State, request, switchboard.Settings) });
            case ConferenceOutcome.LicenceLimit:
                return ApiErrors.LicenceLimit();
            default:
                return ApiErrors.BadConference("The owner does not exist, or the id is in use.");
        }
    }

    private static IResult List(HttpRequest request, Switchboard switchboard)
    {
        var settings = switchboard.Settings;
        string? wanted = request.Query["state"], tag = request.Query["tag"], owner = request.Query["owner"];
        var found = switchboard.WithListed((conference, state) =>
            (string.IsNullOrEmpty(wanted) || state == wanted)
            && (string.IsNullOrEmpty(tag) || settings.IgnoresTags || conference.Tags.Contains(tag))
            && (string.IsNullOrEmpty(owner) || conference.Owner.Id == owner.Split('@')[0])
                ? ConferenceView.Of(conference, state, request, settings)
                : null);
        return ApiJson.Ok(new { Cnt = found.Count, Conferences = Paging.FromOne(found, request, settings) });
    }

    private static IResult Get(string id, HttpRequest request, Switchboard switchboard) =>
        switchboard.WithConference(id, conference => ConferenceView.Of(conference, conference.State, request, switchboard.Settings)) is { } view
            ? ApiJson.Ok(new { Conference = view })
            : ApiErrors.ConferenceNotFound(id);

    private static IResult Run(string id, HttpContext context, Switchboard switchboard) =>
        switchboard.Run(id, ApiNotes.Of(context).Keep) switch
        {
            ConferenceOutcome.Done => ApiJson.Ok(new { State = "running" }),
            ConferenceOutcome.LicenceLimit => ApiErrors.LicenceLimit(),
            _ => ApiErrors.ConferenceNotFound(id),
        };

    private static IResult Stop(string id, HttpContext context, Switchboard switchboard) =>
        switchboard.Stop(id, ApiNotes.Of(context).Keep)
            ? ApiJson.Ok(new { State = "stopped" })
            : ApiErrors.ConferenceNotFound(id);

    private static IResult Delete(string id, HttpContext context, Switchboard switchboard) =>
        switchboard.Delete(id, ApiNotes.Of(context).Keep) switch
        {
            ConferenceOutcome.Done => switchboard.Settings.DeleteHasBody ? ApiJson.Ok(new { Id = id }) : Results.NoContent(),
            ConferenceOutcome.InUse => ApiErrors.ConferenceInUse(id),
            _ => ApiErrors.ConferenceNotFound(id),
        };

    private static IResult ListParticipants(string id, Switchboard switchboard)
    {
        var participants = switchboard.WithConference(id, conference => switchboard.ReportedSeats(conference)
            .Select(seat => ParticipantView.Of(seat, conference, switchboard)).ToList());
        return participants is null ? ApiErrors.ConferenceNotFound(id) : ApiJson.Ok(new { Participants = participants });
    }
}
