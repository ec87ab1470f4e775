using System.Net;
using System.Text.Json;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

public class SwitchTests
{
    [Fact]
    public async Task A_whole_call_can_be_played_with_the_switches()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        await sandbox.PostAsync("_sandbox/users", new { id = "zoe", displayName = "Zoe Zander", groups = new[] { "0000002" } });
        await sandbox.PutAsync("_sandbox/users/zoe", new { presence = "online", autoAnswer = 500 });
        var id = await sandbox.RunAsync("zoe");

        sandbox.Clock.Advance(TimeSpan.FromMilliseconds(500));
        var (_, guest) = await sandbox.PostAsync("_sandbox/guests", new { link = await sandbox.GuestLinkAsync(id) });
        Assert.Equal(["zoe", (string)guest!["seat"]!], await sandbox.ParticipantsAsync(id));
        await sandbox.PostAsync($"_sandbox/guests/{Uri.EscapeDataString((string)guest["seat"]!)}/leave");
        await sandbox.PostAsync("_sandbox/users/zoe/hang-up");

        var (_, conferences) = await sandbox.GetAsync("_sandbox/conferences");
        Assert.False((bool)Assert.Single(conferences!.AsArray())!["isRunning"]!);
    }

    [Fact]
    public async Task Settings_change_one_by_one_and_unknown_ones_are_refused()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var changed = await sandbox.PutAsync("_sandbox/settings", new { statusLag = 250, latency = new { groups = 40 } });
        var unknown = await sandbox.PutAsync("_sandbox/settings", new { statusLagg = 1 });

        Assert.Equal((204, 400), (changed.Status, unknown.Status));
        Assert.Equal(TimeSpan.FromMilliseconds(250), sandbox.Server.Settings.StatusLag);
        Assert.Equal(TimeSpan.FromMilliseconds(40), sandbox.Server.Settings.Latency[ApiRoute.Groups]);
        Assert.Equal(TimeSpan.FromSeconds(10), sandbox.Server.Settings.GuestLinger);
    }

    [Fact]
    public async Task What_is_switched_twice_or_is_not_there_is_409()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var again = await sandbox.PostAsync("_sandbox/users", new { id = "anna", displayName = "Anna" });
        var nobody = await sandbox.PutAsync("_sandbox/users/nobody", new { presence = "online" });
        var nothing = await sandbox.PostAsync("_sandbox/users/anna/answer");

        Assert.Equal((409, 409, 409), (again.Status, nobody.Status, nothing.Status));
    }

    [Fact]
    public async Task The_manual_lists_every_switch()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var (_, manual) = await sandbox.GetAsync("_sandbox");

        var requests = manual!.AsArray().Select(entry => (string?)entry!["request"]).ToList();
        Assert.Contains("PUT /_sandbox/users/{id}", requests);
        Assert.Contains("POST /_sandbox/faults", requests);
        Assert.Contains("GET /_sandbox/log", requests);
    }

    [Fact]
    public void Every_setting_and_every_fault_is_in_the_readme()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var settings = typeof(SandboxSettings).GetProperties().Where(one => one.GetMethod!.IsPublic).Select(one => one.Name);

        Assert.All(
            settings.Concat(Enum.GetNames<FaultKind>()).Select(JsonNamingPolicy.CamelCase.ConvertName),
            name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("_sandbox/users")]
    [InlineData("client")]
    public async Task Another_sites_page_may_not_touch_switches_or_clients(string path)
    {
        await using var sandbox = await SandboxClient.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var answer = await sandbox.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_by_switch_shows_in_the_log_which_holds_no_token()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        await sandbox.PostAsync("_sandbox/faults", new { route = "groups", kind = "status", status = 502, count = 1 });
        await sandbox.GetAsync("api/v3.11/groups?access_token=secret");

        var (_, log) = await sandbox.GetAsync("_sandbox/log?after=1");

        var entry = Assert.Single(log!.AsArray())!;
        Assert.Equal((2, "request", "groups"), ((int)entry["number"]!, (string?)entry["kind"], (string?)entry["route"]));
        Assert.Equal((502, "status", "/api/v3.11/groups"), ((int)entry["status"]!, (string?)entry["fault"], (string?)entry["path"]));
        Assert.True((double)entry["serviceMilliseconds"]! > 0);
    }

    [Fact]
    public async Task A_created_conference_is_logged_with_its_id_and_tags()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var id = await sandbox.CreateAsync("anna", "mine", "mine:1");

        var entry = Assert.Single(sandbox.Server.Log, entry => entry.Route is ApiRoute.Create);
        Assert.Equal(id, entry.Conference);
        Assert.Equal(["mine", "mine:1"], entry.Tags!);
    }

    [Fact]
    public async Task A_reset_server_is_as_new_and_goes_on_counting()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.OperatorIsOnline("anna");
        await sandbox.RunAsync();
        var last = sandbox.Server.Log[^1].Number;

        await sandbox.PostAsync("_sandbox/reset");

        Assert.Empty(sandbox.Server.Conferences);
        await sandbox.TakeTokenAsync();
        Assert.Equal(0, await sandbox.StatusAsync("anna"));
        Assert.True(sandbox.Server.Log[0].Number > last);
    }
}
