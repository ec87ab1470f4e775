
namespace ContactCenter.Tests.Sandbox;

public class DirectoryTests
{
    [Fact]
    public async Task Groups_are_found_by_name_among_others()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var (_, body) = await sandbox.GetAsync("api/v3.11/groups");

        var names = body!["groups"]!.AsArray().Select(group => (string?)group!["display_name"]);
        Assert.Equal(["Accounting", "Operators", "Management", "Users without group"], names);
        Assert.Equal(-1, (int)body["next_page_id"]!);
    }

    [Fact]
    public async Task A_group_comes_in_pages_from_0_that_hold_less_than_asked()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { DirectoryPage = 3 };

        var (_, first) = await sandbox.GetAsync("api/v3.11/groups/0000002/users?page_id=0&page_size=500");
        var (_, last) = await sandbox.GetAsync("api/v3.11/groups/0000002/users?page_id=1&page_size=500");

        Assert.Equal((3, 1), (first!["users"]!.AsArray().Count, (int)first["next_page_id"]!));
        Assert.Equal((1, -1), (last!["users"]!.AsArray().Count, (int)last["next_page_id"]!));
    }

    [Fact]
    public async Task A_user_has_a_short_id_a_uid_and_a_status_as_a_number()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var (_, body) = await sandbox.GetAsync("api/v3.11/users/ANNA@sandbox.local");

        var user = body!["user"]!;
        Assert.Equal(("anna", "anna@sandbox.local"), ((string?)user["id"], (string?)user["uid"]));
        Assert.Equal((0, 1), ((int)user["status"]!, (int)user["is_active"]!));
        Assert.Equal("[]", user["groups"]![0]!["rights"]!.ToJsonString());
    }

    [Fact]
    public async Task Statuses_are_offline_online_busy_5_for_an_owner_in_conference_and_2_for_others_in_one()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        Assert.Equal(0, await sandbox.StatusAsync("anna"));
        sandbox.Server.OperatorIsOnline("anna");
        Assert.Equal(1, await sandbox.StatusAsync("anna"));
        sandbox.Server.OperatorIsBusy("anna");
        Assert.Equal(2, await sandbox.StatusAsync("anna"));
        sandbox.Server.OperatorIsOnline("anna");
        sandbox.Server.OperatorIsOnline("boris");
        var (_, created) = await sandbox.PostAsync("api/v3/conferences", new { owner = "anna", invitations = new[] { new { id = "anna" }, new { id = "boris" } } });

        await sandbox.PostAsync($"api/v3/conferences/{created!["conference"]!["id"]}/run");
        sandbox.Server.OperatorAnswers("anna");
        sandbox.Server.OperatorAnswers("boris");

        Assert.Equal(5, await sandbox.StatusAsync("anna"));
        Assert.Equal(2, await sandbox.StatusAsync("boris"));
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(3)]
    public async Task A_status_can_be_any_number(int status)
    {
        await using var sandbox = await SandboxClient.StartAsync();

        sandbox.Server.ForceStatus("anna", status);

        Assert.Equal(status, await sandbox.StatusAsync("anna"));
    }

    [Fact]
    public async Task A_status_may_be_seen_late()
    {
        await using var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = sandbox.Server.Settings with { StatusLag = TimeSpan.FromSeconds(2) };
        sandbox.Server.OperatorIsOnline("anna");

        sandbox.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, await sandbox.StatusAsync("anna"));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, await sandbox.StatusAsync("anna"));
    }

    [Theory]
    [InlineData("api/v3.11/users/nobody", "userNotFound")]
    [InlineData("api/v3.11/conferences/42", "conferenceNotFound")]
    [InlineData("api/v3.11/nonsense", "routeNotFound")]
    [InlineData("api/v4/groups", "routeNotFound")]
    public async Task What_is_not_there_is_404_in_a_nested_error(string path, string reason)
    {
        await using var sandbox = await SandboxClient.StartAsync();

        var (status, body) = await sandbox.GetAsync(path);

        Assert.Equal((404, 404), (status, (int)body!["error"]!["code"]!));
        Assert.Equal(reason, (string?)body["error"]!["errors"]![0]!["reason"]);
    }

    [Fact]
    public async Task An_operator_can_be_added_and_an_unknown_one_is_an_error_at_once()
    {
        await using var sandbox = await SandboxClient.StartAsync();

        sandbox.Server.AddOperator("zoe", "Zoe Zander");

        var (_, body) = await sandbox.GetAsync("api/v3.11/groups/0000002/users");
        Assert.Equal("zoe", (string?)body!["users"]!.AsArray()[^1]!["id"]);
        Assert.Throws<InvalidOperationException>(() => sandbox.Server.OperatorIsOnline("nobody"));
    }
}
