using System.Text.Json.Nodes;
using ContactCenter.Conferences;
using ContactCenter.TrueConf;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Servers that keep no tags: a conference is known again by its topic.</summary>
public class UntaggedTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task A_conference_without_tags_is_found_and_listed_as_ours(int page)
    {
        await using var sandbox = await StartAsync();
        sandbox.Settings = sandbox.Settings with { ConferencePage = page };
        await using var client = Client(sandbox);
        var (mine, other) = (Some.LedgerOf(2), Some.LedgerOf(3));

        var first = await client.Conferences.CreateAsync(Some.Plan(mine), default);
        var second = await client.Conferences.CreateAsync(Some.Plan(other), default);
        await client.Conferences.RunAsync(second, default);

        Assert.Equal(new ListedConference(first, false, TrueConfClient.Installation, mine), await client.Conferences.FindAsync(mine, default));
        Assert.Equal(new ListedConference(second, true, TrueConfClient.Installation, other), await client.Conferences.FindAsync(other, default));
        Assert.Null(await client.Conferences.FindAsync(Some.LedgerOf(4), default));
        Assert.Equal(
        [
            new ListedConference(first, false, TrueConfClient.Installation, null),
            new ListedConference(second, true, TrueConfClient.Installation, null),
        ], await client.Conferences.ListAsync(default));
    }

    [Fact]
    public async Task A_conference_whose_creation_was_not_answered_is_found_by_who_was_started_since()
    {
        await using var sandbox = await StartAsync();
        sandbox.Fault(ApiRoute.Create, FaultKind.AppliedButAnswerLost, count: 1);
        await using (var killed = Client(sandbox))
        {
            await Some.FailureAsync(killed, "create");
        }

        await using var client = Client(sandbox);

        Assert.Equal(Assert.Single(sandbox.Conferences).Id, (await client.Conferences.FindAsync(Some.Ledger, default))!.Id.Value);
    }

    [Fact]
    public async Task Another_installations_and_anybodys_conferences_are_not_ours()
    {
        const string tag = "contact-center";
        var (here, l) = (TrueConfClient.Installation, Some.Ledger);
        var (ours, theirs) = (TopicMark.Of(tag, here, l), TopicMark.Of(tag, new InstallationId("there"), l));
        var another = TopicMark.Of(tag, here, new LedgerId(Guid.Empty));
        JsonArray conferences =
        [
            Listed("theirs", $"Ivan{theirs}"),
            Listed("of another tag", $"Ivan{TopicMark.Of("contact-center-2", here, l)}"),
            Listed("anybody's", "Ivan - default"),
            Listed("in the middle", $"Ivan{ours} and Anna"),
            Listed("tagged by another", $"Ivan{ours}", tag, $"{tag}:i:there", $"{tag}:l:{l}"),
            Listed("tagged by hand", $"Ivan{ours}", "Ivan's"),
            Listed("tagged and marked", $"Ivan{another}", tag, $"{tag}:i:{here}", $"{tag}:l:{l}"),
            Listed("tagged without a row", $"Ivan{ours}", tag, $"{tag}:i:{here}"),
            Listed("marked", $"Ivan{ours}"),
            Listed("marked, with an empty tag", $"Ivan{ours}", ""),
            Listed("marked for another row", $"Ivan{another}"),
        ];
        await using var server = await StubServer.StartAsync(200, new JsonObject { ["cnt"] = conferences.Count, ["conferences"] = conferences }.ToJsonString());
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal(
        [
            new(new("tagged by another"), false, new InstallationId("there"), l),
            new(new("tagged and marked"), false, here, l),
            new(new("tagged without a row"), false, here, null),
            new(new("marked"), false, here, null),
            new(new("marked, with an empty tag"), false, here, null),
            new(new("marked for another row"), false, here, null),
        ], await client.Conferences.ListAsync(default));

        // As the server cannot be seen to keep tags by what it makes, tagged and marked ones are equally good.
        Assert.Equal("tagged and marked", (await client.Conferences.FindAsync(l, default))!.Id.Value);
        var looks = server.Requests.Where(one => one.Path.Contains("/conferences/", StringComparison.Ordinal)).Select(one => Uri.UnescapeDataString(one.Path).Split('/')[^1]);
        Assert.Equal(["tagged and marked", "marked", "marked, with an empty tag"], looks);
    }

    /// <summary>A list by tag is short; from a server that drops tags it is empty, as if nothing were left.</summary>
    [Fact]
    public async Task A_server_is_asked_by_tag_from_when_it_has_shown_that_it_keeps_tags()
    {
        var tags = "null";
        await using var server = await StubServer.StartAsync(context => context.Request.Method == "POST"
            ? StubServer.Says(200, $$"""{"conference":{"id":"1","tags":{{tags}} } }""")(context)
            : StubServer.Says(200, """{"conferences":[{"id":"1","tags":["somebody's"]}],"cnt":1}""")(context));
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal("?page_id=1", await AskedAsync());
        await client.Conferences.CreateAsync(Some.Plan(), default);
        Assert.Equal("?page_id=1", await AskedAsync());
        tags = """["contact-center"]""";
        await client.Conferences.CreateAsync(Some.Plan(), default);
        Assert.Equal("?tag=contact-center&page_id=1", await AskedAsync());
        await client.Conferences.FindAsync(Some.Ledger, default);
        Assert.Equal($"?tag=contact-center%3Al%3A{Some.Ledger}&page_id=1", server.Requests[^1].Query);
        tags = "[]";
        await client.Conferences.CreateAsync(Some.Plan(), default);
        Assert.Equal("?page_id=1", await AskedAsync());

        async Task<string> AskedAsync()
        {
            await client.Conferences.ListAsync(default);
            return server.Requests[^1].Query;
        }
    }

    [Fact]
    public async Task A_server_that_lists_our_tag_is_asked_by_it()
    {
        await using var server = await StubServer.StartAsync(200, """{"conferences":[{"id":"1","tags":["contact-center"]}],"cnt":1}""");
        await using var client = new TrueConfClient(server.Url);

        await client.Conferences.ListAsync(default);
        await client.Conferences.ListAsync(default);

        Assert.Equal(["?page_id=1", "?tag=contact-center&page_id=1"], server.Requests.Select(one => one.Query));
    }

    [Fact]
    public void What_was_made_last_says_more_of_a_server_than_what_it_lists()
    {
        var memory = new TagMemory();
        Assert.False(memory.Keeps);
        memory.Listed();
        Assert.True(memory.Keeps);
        memory.Made(withTags: false);
        Assert.False(memory.Keeps);
        memory.Listed();
        Assert.False(memory.Keeps);
        memory.Made(withTags: true);
        Assert.True(memory.Keeps);
    }

    private static async Task<SandboxServer> StartAsync()
    {
        var sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        sandbox.Settings = sandbox.Settings with { IgnoresTags = true };
        return sandbox;
    }

    private static TrueConfClient Client(SandboxServer sandbox) =>
        new(sandbox.Url, settings: ("TrueConf:ClientSecret", SandboxServer.ClientSecret));

    private static JsonObject Listed(string id, string topic, params string[] tags) => new()
    {
        ["id"] = id,
        ["topic"] = topic,
        ["tags"] = tags.Length > 0 ? new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]) : null,
    };
}
