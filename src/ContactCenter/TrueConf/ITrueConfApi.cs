using System.Runtime.CompilerServices;
using RestEase;

[assembly: InternalsVisibleTo(RestClient.FactoryAssemblyName)]

namespace ContactCenter.TrueConf;

/// <summary>
/// TrueConf Server API v3, request for request and field for field as it is on the wire (snake case, by
/// <see cref="TrueConfJson"/>). Nothing outside this folder sees it: the rest of the product speaks to
/// <see cref="TrueConfConferences"/> and <see cref="TrueConfDirectory"/>, in its own words.
/// </summary>
/// <remarks>What fails is a <see cref="Operators.TrueConfException"/> already: see <see cref="TrueConfHandler"/>.</remarks>
internal interface ITrueConfApi
{
    /// <summary><c>v3</c> or <c>v3.N</c>.</summary>
    [Path("version")]
    string Version { get; set; }

    /// <summary>One page of all groups. The first is 0; on the last <see cref="GroupPage.NextPageId"/> is not positive.</summary>
    [Get("api/{version}/groups")]
    Task<GroupPage> GetGroupsAsync(
        [Query("page_id")] int page, [Query("page_size")] int size, CancellationToken cancellationToken);

    /// <summary>One page of a group's members, each with its status. Pages as in <see cref="GetGroupsAsync"/>.</summary>
    [Get("api/{version}/groups/{id}/users")]
    Task<UserPage> GetGroupUsersAsync(
        [Path] string id, [Query("page_id")] int page, [Query("page_size")] int size, CancellationToken cancellationToken);

    [Get("api/{version}/users/{id}")]
    Task<UserReply> GetUserAsync([Path] string id, CancellationToken cancellationToken);

    /// <summary>Creates a conference; it stays stopped, nobody is rung.</summary>
    [Post("api/{version}/conferences")]
    Task<ConferenceReply> CreateConferenceAsync([Body] NewConference conference, CancellationToken cancellationToken);

    [Get("api/{version}/conferences/{id}")]
    Task<ConferenceReply> GetConferenceAsync([Path] string id, CancellationToken cancellationToken);

    /// <summary>One page of the conferences with a tag, or of all. The first is 1; <see cref="ConferencePage.Cnt"/> counts all pages.</summary>
    [Get("api/{version}/conferences")]
    Task<ConferencePage> GetConferencesAsync(
        [Query("tag")] string? tag, [Query("page_id")] int page, CancellationToken cancellationToken);

    /// <summary>Rings everyone who is invited: the operator.</summary>
    [Post("api/{version}/conferences/{id}/run")]
    Task<ActionReply> RunConferenceAsync([Path] string id, CancellationToken cancellationToken);

    [Post("api/{version}/conferences/{id}/stop")]
    Task<ActionReply> StopConferenceAsync([Path] string id, CancellationToken cancellationToken);

    [Delete("api/{version}/conferences/{id}")]
    Task<ActionReply> DeleteConferenceAsync([Path] string id, CancellationToken cancellationToken);

    [Get("api/{version}/conferences/{id}/participants")]
    Task<ParticipantList> GetParticipantsAsync([Path] string id, CancellationToken cancellationToken);

    /// <summary>Ways into a conference for <paramref name="user"/>, each link with a credential that is meant to be used at once.</summary>
    [Get("api/{version}/software/clients")]
    Task<ClientList> GetClientsAsync(
        [Query("call_id")] string conference, [Query("user")] string user, CancellationToken cancellationToken);
}
