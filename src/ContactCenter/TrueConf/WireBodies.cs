using System.Text.Json.Serialization;

namespace ContactCenter.TrueConf;

// One record per body, named as TrueConf's documentation names its parts. Members we do not read are left out; members we
// read may be missing, so all are nullable: an answer is judged where it is used.

internal sealed record GroupPage(IReadOnlyList<Group?>? Groups, int? NextPageId);

internal sealed record Group(string? Id, string? DisplayName);

internal sealed record UserPage(IReadOnlyList<User?>? Users, int? NextPageId);

internal sealed record UserReply(User? User);

/// <param name="Id">The short login.</param>
/// <param name="Uid">The TrueConf ID, <c>login@server</c>.</param>
/// <param name="IsActive">0 for an account that was switched off.</param>
/// <param name="Status">1 is free, not positive is not signed in, everything else is busy.</param>
internal sealed record User(
    string? Id, string? Uid, string? DisplayName, string? FirstName, string? LastName, int? IsActive, int? Status);

/// <param name="Type">0: everybody sees everybody.</param>
/// <param name="Owner">A user's id; the answer has it as a TrueConf ID.</param>
/// <param name="AutoInvite">0: who is invited is rung when the conference starts, not when somebody comes.</param>
/// <param name="Recording">1 or 0.</param>
internal sealed record NewConference(
    string Topic,
    int Type,
    string Owner,
    IReadOnlyList<Invitation> Invitations,
    int MaxParticipants,
    Schedule Schedule,
    bool AllowGuests,
    int AutoInvite,
    int Recording,
    IReadOnlyList<string> Tags,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Rights? Rights);

internal sealed record Invitation(string Id);

/// <param name="Type">-1: a virtual room, at no particular time.</param>
internal sealed record Schedule(int Type);

internal sealed record Rights(IReadOnlyDictionary<string, bool> Guest);

internal sealed record ConferenceReply(Conference? Conference);

/// <param name="Cnt">How many there are on all pages together.</param>
internal sealed record ConferencePage(int? Cnt, IReadOnlyList<Conference?>? Conferences);

/// <param name="State"><c>running</c> or <c>stopped</c>.</param>
internal sealed record Conference(string? Id, string? Topic, string? State, IReadOnlyList<string?>? Tags)
{
    [JsonIgnore]
    public bool IsRunning => string.Equals(State, "running", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What run, stop and delete answer: of no interest but that it is JSON, or nothing at all.</summary>
internal sealed record ActionReply : IMayBeEmpty;

internal sealed record ParticipantList(IReadOnlyList<Participant?>? Participants);

internal sealed record Participant(string? Id, string? Uid);

internal sealed record ClientList(IReadOnlyList<SoftwareClient?>? Clients);

/// <param name="Type"><c>web</c> is what runs in a browser; old servers leave it out.</param>
internal sealed record SoftwareClient(string? Type, string? Platform, string? WebUrl);

internal sealed record TokenReply(string? AccessToken, int? ExpiresIn);

/// <summary>A body that TrueConf leaves out now and then (204, or 200 with nothing in it).</summary>
internal interface IMayBeEmpty;
