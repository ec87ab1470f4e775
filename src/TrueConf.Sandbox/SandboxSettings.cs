namespace TrueConf.Sandbox;

/// <summary>Everything about the server that a test or a demonstration may want otherwise. Change it with <c>with</c>.</summary>
public sealed record SandboxSettings
{
    /// <summary>How long a changed status stays unseen by the API.</summary>
    public TimeSpan StatusLag { get; init; }

    /// <summary>How long joining or leaving stays unseen in the list of participants.</summary>
    public TimeSpan ParticipantLag { get; init; }

    /// <summary>A ringing user shows as busy (2) rather than online (1).</summary>
    public bool BusyWhileRinging { get; init; }

    /// <summary>A decline ends the conference; otherwise it is silence.</summary>
    public bool DeclineStops { get; init; }

    /// <summary>How long a guest whose page vanished stays a participant.</summary>
    public TimeSpan GuestLinger { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long it takes to notice that an operator's client is gone.</summary>
    public TimeSpan OperatorLinger { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a guest's link may wait before it is used first.</summary>
    public TimeSpan GuestLinkLife { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What <c>expires_in</c> says, and what is kept.</summary>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromDays(7);

    /// <summary>What the OAuth2 application may do, also with tokens it already has.</summary>
    public IReadOnlyList<string> Scopes { get; init; } =
        ["conferences", "conferences.participants", "groups:read", "groups.users:read", "users:read"];

    /// <summary>The most groups and users on one page, whatever is asked for.</summary>
    public int DirectoryPage { get; init; } = 500;

    /// <summary>The most conferences on one page, whatever is asked for.</summary>
    public int ConferencePage { get; init; } = 200;

    /// <summary>What <c>next_page_id</c> says on the last page of groups and users: -1, or 0 as some servers do.</summary>
    public int LastPageId { get; init; } = -1;

    /// <summary>A page of conferences beyond the last one repeats the last one; otherwise it is empty.</summary>
    public bool RepeatsLastPage { get; init; }

    /// <summary>How long a new conference is missing from the list.</summary>
    public TimeSpan ListLag { get; init; }

    /// <summary>How long the list goes on showing the state a conference was in, and a conference that was deleted.</summary>
    public TimeSpan ListStaleness { get; init; }

    /// <summary>Tags are neither shown nor looked for: no answer has any, and a list by tag is the whole list.</summary>
    public bool IgnoresTags { get; init; }

    /// <summary>For how long after its end a conference cannot be deleted, and not at all while it runs; zero deletes at any time.</summary>
    public TimeSpan DeleteRefusedFor { get; init; }

    /// <summary>DELETE answers 200 with the id; otherwise 204.</summary>
    public bool DeleteHasBody { get; init; } = true;

    /// <summary>Without it no link for browsers is given.</summary>
    public bool GuestLicence { get; init; } = true;

    /// <summary>How many conferences the licence lets run at once; null for any number.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>What the guest's page tells the page around it at the end: <c>connectionClosed</c>, or <c>logout</c> as newer ones do.</summary>
    public string EndMessage { get; init; } = "connectionClosed";

    /// <summary>Every connection is dropped without an answer, except those to the switches.</summary>
    public bool Down { get; init; }

    /// <summary>How long a route takes before anything else happens.</summary>
    public IReadOnlyDictionary<ApiRoute, TimeSpan> Latency { get; init; } = new Dictionary<ApiRoute, TimeSpan>();
}
