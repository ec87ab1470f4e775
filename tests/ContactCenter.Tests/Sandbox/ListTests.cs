using System.Text.Json.Nodes;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Sandbox;

/// <summary>Lists that are late, stale, without tags, or paged in ways of their own - each only when it is switched on.</summary>
public class ListTests
{
    private static readonly TimeSpan _lag = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task A_new_conference_may_appear_late_in_the_list_and_only_there()
    {
        await using var sandbox = await StartAsync(usual => usual with { ListLag = _lag });
        var id = await sandbox.CreateAsync("anna", "mine");

        sandbox.Clock.Advance(_lag - _tick);
        Assert.Empty(await ListedAsync(sandbox, "?tag=mine"));
        Assert.Equal(200, (await sandbox.GetAsync($"api/v3.11/conferences/{id}")).Status);
        sandbox.Clock.Advance(_tick);

        Assert.Equal([$"{id} stopped"], await ListedAsync(sandbox, "?tag=mine"));
    }

    [Fact]
    public async Task The_list_may_show_the_state_of_a_while_ago()
    {
        await using var sandbox = await StartAsync(usual => usual with { ListStaleness = _lag });
        var id = await sandbox.RunAsync();

        sandbox.Clock.Advance(_lag - _tick);
        Assert.Equal([$"{id} stopped"], await ListedAsync(sandbox));
        Assert.Equal("running", await StateAsync(sandbox, id));
        sandbox.Clock.Advance(_tick);
        Assert.Equal([$"{id} running"], await ListedAsync(sandbox, "?state=running"));

        await sandbox.PostAsync($"api/v3.11/conferences/{id}/stop");
        Assert.Equal("stopped", await StateAsync(sandbox, id));
        Assert.Empty(await ListedAsync(sandbox, "?state=stopped"));
        sandbox.Clock.Advance(_lag);
        Assert.Equal([$"{id} stopped"], await ListedAsync(sandbox, "?state=stopped"));
    }

    [Fact]
    public async Task The_list_may_show_what_was_deleted_a_while_ago()
    {
        await using var sandbox = await StartAsync(usual => usual with { ListStaleness = _lag });
        var id = await sandbox.CreateAsync("anna", "mine");
        await sandbox.DeleteAsync($"api/v3.11/conferences/{id}");

        sandbox.Clock.Advance(_lag - _tick);
        Assert.Equal([$"{id} stopped"], await ListedAsync(sandbox, "?tag=mine"));
        Assert.Equal(404, (await sandbox.GetAsync($"api/v3.11/conferences/{id}")).Status);
        Assert.Empty(sandbox.Server.Conferences);
        sandbox.Clock.Advance(_tick);

        Assert.Empty(await ListedAsync(sandbox, "?tag=mine"));
    }

    [Fact]
    public async Task A_server_may_ignore_tags()
    {
        await using var sandbox = await StartAsync(usual => usual with { IgnoresTags = true });
        var mine = await sandbox.CreateAsync("anna", "mine");
        var (_, made) = await sandbox.PostAsync("api/v3.11/conferences", SandboxClient.NewConference("boris", "yours"));

        var (_, list) = await sandbox.GetAsync("api/v3.11/conferences?tag=mine");
        var (_, one) = await sandbox.GetAsync($"api/v3.11/conferences/{mine}");

        Assert.Null(made!["conference"]!["tags"]);
        Assert.Null(one!["conference"]!["tags"]);
        Assert.Equal([mine, (string)made["conference"]!["id"]!], list!["conferences"]!.AsArray().Select(each => (string?)each!["id"]));
        Assert.All(list["conferences"]!.AsArray(), each => Assert.Null(each!["tags"]));
        Assert.Equal(["mine"], sandbox.Server.Conferences[0].Tags);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "third")]
    public async Task A_page_of_conferences_beyond_the_end_is_empty_or_the_last_one_again(bool repeats, string beyond)
    {
        await using var sandbox = await StartAsync(usual => usual with { ConferencePage = 2, RepeatsLastPage = repeats });
        var ids = new Dictionary<string, string> { [""] = "" };
        foreach (var (name, owner) in new[] { ("first", "anna"), ("second", "boris"), ("third", "clara") })
        {
            ids[await sandbox.CreateAsync(owner)] = name;
        }

        foreach (var (page, expected) in new[] { ("0", "first,second"), ("2", "third"), ("3", beyond), (int.MaxValue.ToString(), beyond) })
        {
            var (_, body) = await sandbox.GetAsync($"api/v3.11/conferences?page_id={page}");
            Assert.Equal((page, 3), (page, (int)body!["cnt"]!));
            Assert.Equal(expected, string.Join(',', body["conferences"]!.AsArray().Select(one => ids[(string)one!["id"]!])));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task The_last_page_of_groups_and_users_names_no_next_one(int lastPageId)
    {
        await using var sandbox = await StartAsync(usual => usual with { DirectoryPage = 3, LastPageId = lastPageId });

        foreach (var (page, items, next) in new[] { (0, 3, 1), (1, 1, lastPageId), (2, 0, lastPageId), (int.MaxValue, 0, lastPageId) })
        {
            var (_, groups) = await sandbox.GetAsync($"api/v3.11/groups?page_id={page}&page_size=100");
            var (_, users) = await sandbox.GetAsync($"api/v3.11/groups/0000002/users?page_id={page}&page_size=100");

            Assert.Equal((page, items, next), (page, groups!["groups"]!.AsArray().Count, (int)groups["next_page_id"]!));
            Assert.Equal((page, items, next), (page, users!["users"]!.AsArray().Count, (int)users["next_page_id"]!));
        }
    }

    private static async Task<SandboxClient> StartAsync(Func<SandboxSettings, SandboxSettings> change)
    {
        var sandbox = await SandboxClient.StartAsync();
        sandbox.Server.Settings = change(sandbox.Server.Settings);
        return sandbox;
    }

    private static async Task<IEnumerable<string>> ListedAsync(SandboxClient sandbox, string query = "")
    {
        var (_, body) = await sandbox.GetAsync($"api/v3.11/conferences{query}");
        var conferences = body!["conferences"]!.AsArray();
        Assert.Equal(conferences.Count, (int)body["cnt"]!);
        return conferences.Select(one => $"{one!["id"]} {one["state"]}");
    }

    private static async Task<string?> StateAsync(SandboxClient sandbox, string id)
    {
        JsonNode? body;
        (_, body) = await sandbox.GetAsync($"api/v3.11/conferences/{id}");
        return (string?)body!["conference"]!["state"];
    }
}
