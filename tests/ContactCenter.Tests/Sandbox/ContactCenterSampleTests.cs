using System.Net;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

/// <summary>
/// The requests of TrueConf's sample <c>contact_center_api</c> (API v3.1), one by one as its page makes them: secret and token in
/// the page, the token in the query, slashes at the end, a content type without content. Of each answer what the page reads.
/// </summary>
public sealed class ContactCenterSampleTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private SandboxServer _sandbox = null!;
    private ForeignPage _page = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", _clock, CancellationToken.None);
        _page = new ForeignPage(_sandbox.Url, "https://shop.example");
    }

    Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _page.Dispose();
        await _sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_call_that_is_answered()
    {
        _sandbox.OperatorIsOnline("clara");
        _sandbox.OperatorAnswersAfter("clara", TimeSpan.FromSeconds(3));

        await SignInAsync();
        var @operator = Assert.Single(await FreeOperatorsAsync(await GroupAsync("Operators")));
        var conference = await CreateAsync(@operator);
        Assert.Equal("running", await ActAsync(conference, "run"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Contains(@operator, await ParticipantsAsync(conference));

        var link = await WebRtcLinkAsync(conference);
        var guest = _sandbox.GuestJoins(link!);
        Assert.Equal([@operator, guest], await ParticipantsAsync(conference));

        _sandbox.GuestLeaves(guest);
        Assert.Equal("stopped", await ActAsync(conference, "stop"));
        Assert.Equal(conference, await DeleteAsync(conference));
        Assert.Empty(_sandbox.Conferences);
    }

    [Fact]
    public async Task An_operator_who_does_not_answer_and_another_one_who_does()
    {
        _sandbox.OperatorIsOnline("anna");
        _sandbox.OperatorIsOnline("boris");
        _sandbox.OperatorAnswersAfter("boris", TimeSpan.Zero);

        await SignInAsync();
        var group = await GroupAsync("Operators");
        Assert.Equal(["anna", "boris"], await FreeOperatorsAsync(group));
        var first = await CreateAsync("anna");
        await ActAsync(first, "run");
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(await ParticipantsAsync(first));
        Assert.Equal("stopped", await ActAsync(first, "stop"));
        Assert.Equal(first, await DeleteAsync(first));

        Assert.Contains("boris", await FreeOperatorsAsync(group));
        var second = await CreateAsync("boris");
        await ActAsync(second, "run");
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(["boris"], await ParticipantsAsync(second));
        Assert.Equal(["anna"], await FreeOperatorsAsync(group));
    }

    [Fact]
    public async Task Nobody_is_free()
    {
        _sandbox.OperatorIsBusy("anna");

        await SignInAsync();

        Assert.Empty(await FreeOperatorsAsync(await GroupAsync("Operators")));
    }

    [Fact]
    public async Task Without_a_guest_licence_the_page_finds_no_link_and_says_so()
    {
        _sandbox.Settings = _sandbox.Settings with { GuestLicence = false };
        await SignInAsync();

        Assert.Null(await WebRtcLinkAsync(await CreateAsync("anna")));
    }

    [Fact]
    public async Task Refusals_are_no_good_answers_and_the_page_may_see_them()
    {
        var (unknown, refusal) = await _page.TryFetchAsync("POST", "oauth2/v1/token", "application/x-www-form-urlencoded",
            "grant_type=client_credentials&client_id=contact-center&client_secret=wrong");
        var (forbidden, _) = await _page.TryFetchAsync("GET", "api/v3.1/groups?access_token=");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_client"), (unknown, (string?)refusal["error"]));
        Assert.NotEmpty((string)refusal["error_description"]!);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden);
    }

    private async Task SignInAsync()
    {
        var answer = await _page.FetchAsync("POST", "oauth2/v1/token", "application/x-www-form-urlencoded",
            $"grant_type=client_credentials&client_id={SandboxServer.ClientId}&client_secret={SandboxServer.ClientSecret}");
        _token = (string)answer["access_token"]!;
    }

    private async Task<string> GroupAsync(string name)
    {
        var answer = await _page.FetchAsync("GET", $"api/v3.1/groups?access_token={_token}");
        return (string)answer["groups"]!.AsArray().First(group => (string?)group!["display_name"] == name)!["id"]!;
    }

    private async Task<string[]> FreeOperatorsAsync(string group)
    {
        var answer = await _page.FetchAsync("GET", $"api/v3.1/groups/{group}/users?access_token={_token}");
        return [.. answer["users"]!.AsArray().Where(user => (int)user!["status"]! == 1).Select(user => (string)user!["id"]!)];
    }

    private async Task<string> CreateAsync(string @operator)
    {
        var answer = await _page.FetchAsync("POST", $"api/v3.1/conferences?access_token={_token}", body: $$"""
            {
              "topic": "A call from the shop", "type": 0, "auto_invite": 0, "max_participants": 2, "allow_guests": true,
              "invitations": [{ "id": "{{@operator}}" }], "owner": "{{@operator}}", "schedule": { "type": -1 }
            }
            """);
        return (string)answer["conference"]!["id"]!;
    }

    private async Task<string?> ActAsync(string conference, string action) =>
        (string?)(await _page.FetchAsync("POST", $"api/v3.1/conferences/{conference}/{action}/?access_token={_token}"))["state"];

    private async Task<string[]> ParticipantsAsync(string conference)
    {
        var answer = await _page.FetchAsync("GET", $"api/v3.1/conferences/{conference}/participants?access_token={_token}");
        return [.. answer["participants"]!.AsArray().Select(participant => (string)participant!["id"]!)];
    }

    /// <summary>Without a token, and without a name for the guest.</summary>
    private async Task<string?> WebRtcLinkAsync(string conference)
    {
        var answer = await _page.FetchAsync("GET", $"api/v3.1/software/clients?call_id={conference}");
        return (string?)answer["clients"]!.AsArray().FirstOrDefault(client => (string?)client!["platform"] == "webrtc")?["web_url"];
    }

    private async Task<string?> DeleteAsync(string conference) =>
        (string?)(await _page.FetchAsync("DELETE", $"api/v3.1/conferences/{conference}/?access_token={_token}"))["id"];
}
