using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

/// <summary>
/// The requests of TrueConf's sample <c>TrueConf-One-Click-Web-Conference</c> (API v3.11), one by one as its server makes them:
/// the token in the header, a conference that is to run from the start and is run all the same, a POST without any content, a
/// named guest. Of each answer what the sample reads.
/// </summary>
public sealed partial class OneClickSampleTests : IAsyncLifetime, IAsyncDisposable
{
    private const string _conferences = "api/v3.11/conferences";

    private SandboxClient _sandbox = null!;

    public async Task InitializeAsync() => _sandbox = await SandboxClient.StartWithoutTokenAsync();

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    [Fact]
    public async Task A_patient_joins_the_doctors_conference()
    {
        _sandbox.Server.OperatorIsOnline("dmitri");
        await _sandbox.TakeTokenAsync();

        var (made, creation) = await _sandbox.PostAsync(_conferences, Body("dmitri"));
        var conference = (string)creation!["conference"]!["id"]!;
        var run = await PostNothingAsync($"{_conferences}/{conference}/run");
        var (looked, _) = await _sandbox.GetAsync($"{_conferences}/{conference}");
        var link = await FrameAsync(conference, "2$ivan_petrov*Ivan+Petrov");

        Assert.Equal((200, 200, 200), (made, run, looked));
        Assert.Equal(conference, (await _sandbox.Server.RingsAsync("dmitri")).Id);
        Assert.Single(_sandbox.Server.Log, entry => entry.Kind is LogKind.RingStarted);
        _sandbox.Server.OperatorAnswers("dmitri");
        _sandbox.Server.GuestJoins(link);
        var (_, inIt) = await _sandbox.GetAsync($"{_conferences}/{conference}/participants");
        Assert.Equal(["Dmitri Sokolov", "Ivan Petrov"], inIt!["participants"]!.AsArray().Select(one => (string?)one!["display_name"]));
    }

    [Fact]
    public async Task What_it_sends_along_comes_back()
    {
        await _sandbox.TakeTokenAsync();

        var (_, creation) = await _sandbox.PostAsync(_conferences, Body("dmitri"));

        var conference = creation!["conference"]!;
        Assert.Equal((0, 1, 0), ((int)conference["stream_recording_state"]!, (int)conference["auto_invite"]!, (int)conference["recording"]!));
        Assert.Equal(("running", "dmitri@sandbox.local", ""), ((string?)conference["state"], (string?)conference["owner"], (string?)conference["description"]));
        Assert.Equal((2, 2, false), ((int)conference["max_podiums"]!, (int)conference["max_participants"]!, (bool)conference["allow_only_planned_participants"]!));
        Assert.True((bool)conference["rights"]!["guest"]!["desktop_sharing"]!);
        Assert.True((bool)conference["rights"]!["user"]!["video_rcv"]!);
    }

    [Fact]
    public async Task What_is_wrong_with_its_settings_is_a_status_that_its_manual_explains()
    {
        var wrong = new Dictionary<string, string>(SandboxClient.Credentials) { ["client_secret"] = "your_client_secret" };
        var (unknown, refusal) = await _sandbox.PostFormAsync("oauth2/v1/token", wrong);
        await _sandbox.TakeTokenAsync();
        var (nobody, _) = await _sandbox.PostAsync(_conferences, Body("your_trueconf_username"));

        Assert.InRange(unknown, 400, 403);
        Assert.NotEmpty((string)refusal!["error_description"]!);
        Assert.Equal(400, nobody);
    }

    [Theory]
    [InlineData("logout", "logout")]
    [InlineData("connectionClosed", "connectionClosed")]
    public async Task At_the_end_the_frame_says_what_newer_and_older_servers_say(string setting, string said)
    {
        _sandbox.Server.Settings = _sandbox.Server.Settings with { EndMessage = setting };
        await _sandbox.TakeTokenAsync();
        var (_, creation) = await _sandbox.PostAsync(_conferences, Body("dmitri"));
        var conference = (string)creation!["conference"]!["id"]!;
        await using var frame = await GuestFrame.OpenAsync(await FrameAsync(conference, "2$guest_user*guest"));

        await _sandbox.PostAsync($"{_conferences}/{conference}/stop");

        Assert.Equal(said, await frame.EndsAsync());
    }

    [Fact]
    public async Task A_frame_that_is_not_let_in_says_loginFail()
    {
        await _sandbox.TakeTokenAsync();
        var (_, creation) = await _sandbox.PostAsync(_conferences, Body("dmitri"));
        var link = await FrameAsync((string)creation!["conference"]!["id"]!, "2$guest_user*guest");

        await using var frame = await GuestFrame.OpenAsync(link.Replace("token=", "token=x", StringComparison.Ordinal));

        Assert.Equal("loginFail", await frame.EndsAsync());
    }

    /// <summary>The address in the frame of the first client for browsers, taken out of its HTML as the page does.</summary>
    private async Task<string> FrameAsync(string conference, string user)
    {
        var (_, body) = await _sandbox.GetAsync(
            $"api/v3.11/software/clients?call_id={conference}&user={user}&case=join_conference_button");
        var web = body!["clients"]!.AsArray().First(client => (string?)client!["type"] == "web" && (string?)client["platform"] == "webrtc");
        var frame = Frame().Match((string)web!["iframe"]!);
        Assert.True(frame.Success, "There is an iframe in the HTML.");
        Assert.Equal((string?)web["web_url"], frame.Groups[1].Value);
        return frame.Groups[1].Value;
    }

    /// <summary>Neither content nor content type.</summary>
    private async Task<int> PostNothingAsync(string path)
    {
        using var answer = await _sandbox.Http.PostAsync(new Uri(path, UriKind.Relative), content: null);
        return (int)answer.StatusCode;
    }

    private static JsonObject Body(string owner)
    {
        string[] rights =
        [
            "chat_send", "chat_rcv", "slide_show_send", "slide_show_rcv", "white_board_send", "white_board_rcv", "file_transfer_send",
            "file_transfer_rcv", "desktop_sharing", "recording", "audio_send", "audio_rcv", "video_send", "video_rcv",
        ];
        var all = new JsonObject(rights.Select(right => KeyValuePair.Create(right, (JsonNode?)true)));
        return new JsonObject
        {
            ["type"] = 0,
            ["topic"] = "A patient of today",
            ["owner"] = owner,
            ["description"] = "",
            ["max_podiums"] = 2,
            ["max_participants"] = 2,
            ["schedule"] = new JsonObject { ["type"] = -1 },
            ["invitations"] = new JsonArray(new JsonObject { ["id"] = owner }),
            ["allow_guests"] = true,
            ["auto_invite"] = 1,
            ["state"] = "running",
            ["recording"] = 0,
            ["stream_recording_state"] = 0,
            ["rights"] = new JsonObject { ["guest"] = all.DeepClone(), ["user"] = all },
            ["allow_only_planned_participants"] = false,
        };
    }

    [GeneratedRegex("""<iframe\s[^>]*\bsrc="([^"]+)"[^>]*></iframe>""")]
    private static partial Regex Frame();
}
