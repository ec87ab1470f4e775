using ContactCenter.Operators;
using Microsoft.AspNetCore.Http;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Both of TrueConf's ways to page, and servers that page in ways of their own.</summary>
public class PagingTests
{
    [Fact]
    public async Task Members_are_read_from_page_0_until_no_next_page_is_named()
    {
        await using var server = await StubServer.StartAsync(Pages(new()
        {
            ["0"] = """{"users":[{"id":"anna"},{"id":"boris"}],"next_page_id":7}""",
            ["7"] = """{"users":[{"id":"clara"}],"next_page_id":"8"}""",
            ["8"] = """{"users":[],"next_page_id":0}""",
        }));
        await using var client = new TrueConfClient(server.Url);

        var members = await client.Directory.ReadGroupAsync(Some.Group, default);

        Assert.Equal(["anna", "boris", "clara"], members.Select(member => member.Id.Value));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_says_nothing_of_a_next_page_has_one_page()
    {
        await using var server = await StubServer.StartAsync(200, """{"users":[{"id":"anna"},null,{"id":""},{},{"id":"ANNA"}]}""");
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal("anna", Assert.Single(await client.Directory.ReadGroupAsync(Some.Group, default)).Id.Value);
    }

    [Theory]
    [InlineData("""{"users":[],"next_page_id":0.0}""", 1)]
    [InlineData("""{"users":[],"next_page_id":5}""", 2)]
    public async Task A_list_of_members_that_leads_in_a_circle_is_no_answer(string page, int requests)
    {
        await using var server = await StubServer.StartAsync(200, page);
        await using var client = new TrueConfClient(server.Url);

        if (requests > 1)
        {
            Assert.Equal(TrueConfFailure.Unknown, (await Some.FailureAsync(client, "members")).Failure);
        }
        else
        {
            Assert.Empty(await client.Directory.ReadGroupAsync(Some.Group, default));
        }

        Assert.Equal(requests, server.Requests.Count);
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("members")]
    [InlineData("list")]
    public async Task A_list_that_never_ends_is_given_up(string request)
    {
        var count = 0;
        await using var server = await StubServer.StartAsync(context =>
        {
            var next = Interlocked.Increment(ref count);
            var one = $$"""[{"id":"u{{next}}","tags":["contact-center"]}]""";
            return StubServer.Says(200, $$"""{"groups":{{one}},"users":{{one}},"conferences":{{one}},"next_page_id":{{next}},"cnt":1000000}""")(context);
        });
        await using var client = new TrueConfClient(server.Url);

        var failure = await Some.FailureAsync(client, request);

        Assert.Equal(TrueConfFailure.Unknown, failure.Failure);
        Assert.EndsWith("does not end.", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ContactCenter.TrueConf.Pages.Most, server.Requests.Count);
    }

    [Theory]
    [InlineData("the count is reached", 3, "1:a,b 2:c", "a,b,c", 2)]
    [InlineData("a page is empty", 9, "1:a,b 2:c 3:", "a,b,c", 3)]
    [InlineData("the pages repeat themselves", 9, "1:a,b 2:b,a", "a,b", 2)]
    [InlineData("everything comes at once", 3, "1:a,b,c", "a,b,c", 1)]
    [InlineData("there is nothing", 0, "1:", "", 1)]
    [InlineData("nothing is counted", null, "1:a 2:b 3:", "a,b", 3)]
    public async Task Conferences_are_read_from_page_1_until(string end, int? count, string pages, string expected, int requests)
    {
        await using var server = await StubServer.StartAsync(Pages(pages.Split(' ').Select(page => page.Split(':')).ToDictionary(
            page => page[0],
            page => $$"""{"conferences":[{{Conferences(page[1])}}],"cnt":{{count?.ToString() ?? "null"}}}""")));
        await using var client = new TrueConfClient(server.Url);

        var found = await client.Conferences.ListAsync(default);

        Assert.True(expected == string.Join(',', found.Select(one => one.Id)), end);
        Assert.Equal(requests, server.Requests.Count);
    }

    /// <summary>What is removed while a list is read lets the rest move up: what was at the top of page 2 is then on page 1.</summary>
    [Fact]
    public async Task Conferences_that_moved_up_while_the_list_was_read_are_not_missed()
    {
        string[] answers = ["5:a,b", "4:d,e", "4:b,c", "4:d,e"];
        var asked = 0;
        await using var server = await StubServer.StartAsync(context => Page(answers[Interlocked.Increment(ref asked) - 1])(context));
        await using var client = new TrueConfClient(server.Url);

        var found = await client.Conferences.ListAsync(default);

        Assert.Equal(["a", "b", "c", "d", "e"], found.Select(one => one.Id.Value).Order());
        Assert.Equal(["1", "2", "1", "2"], server.Requests.Select(one => one.Query[^1..]));
    }

    [Fact]
    public async Task A_list_that_keeps_shrinking_is_read_three_times_and_no_more()
    {
        var left = 100;
        await using var server = await StubServer.StartAsync(context => Page($"{Interlocked.Decrement(ref left)}:{context.Request.Query["page_id"]}")(context));
        await using var client = new TrueConfClient(server.Url);

        await client.Conferences.ListAsync(default);

        Assert.Equal(3, server.Requests.Count(one => one.Query.EndsWith("page_id=1", StringComparison.Ordinal)));
    }

    private static RequestDelegate Page(string page) =>
        StubServer.Says(200, $$"""{"cnt":{{page.Split(':')[0]}},"conferences":[{{Conferences(page.Split(':')[1])}}]}""");

    private static string Conferences(string ids) => string.Join(',', ids.Split(',', StringSplitOptions.RemoveEmptyEntries)
        .Select(id => $$"""{"id":"{{id}}","tags":["contact-center"]}"""));

    /// <summary>The pages by their number; a page that is not there is a bug of the client.</summary>
    private static RequestDelegate Pages(Dictionary<string, string> pages) => context =>
        StubServer.Says(200, pages[context.Request.Query["page_id"].ToString()])(context);
}
