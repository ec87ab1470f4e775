using ContactCenter.Operators;
using TrueConf.Sandbox;
using Presence = ContactCenter.Operators.Presence;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Groups and users become operators.</summary>
public class DirectoryTests
{
    [Theory]
    [InlineData("Operators", "0000002")]
    [InlineData("oPERATORS", "0000002")]
    [InlineData("0000002", "0000002")]
    [InlineData("@no_group", "@no_group")]
    [InlineData("Nobody", null)]
    public async Task A_group_is_found_by_name_without_case_or_by_id(string nameOrId, string? id)
    {
        await using var sandbox = await SandboxAsync();
        sandbox.Settings = sandbox.Settings with { DirectoryPage = 1 };
        await using var client = Client(sandbox);

        Assert.Equal(id, (await client.Directory.FindGroupAsync(nameOrId, default))?.Value);
    }

    [Fact]
    public async Task An_id_is_believed_before_a_name_that_looks_like_it()
    {
        await using var server = await StubServer.StartAsync(200, """{"groups":[{"id":7,"display_name":"8"},{"id":8,"display_name":"Eight"}]}""");
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal(new GroupId("8"), await client.Directory.FindGroupAsync("8", default));
    }

    [Fact]
    public async Task All_members_are_read_however_few_come_on_a_page()
    {
        await using var sandbox = await SandboxAsync();
        sandbox.Settings = sandbox.Settings with { DirectoryPage = 1 };
        sandbox.OperatorIsOnline("anna");
        sandbox.OperatorIsBusy("boris");
        await using var client = Client(sandbox);

        var members = await client.Directory.ReadGroupAsync(Some.Group, default);

        Assert.Equal(
        [
            new Operator(new OperatorId("anna"), "Anna Kowalska", Presence.Available),
            new Operator(new OperatorId("boris"), "Boris Lindqvist", Presence.Busy),
            new Operator(new OperatorId("clara"), "Clara Moreau", Presence.Offline),
            new Operator(new OperatorId("dmitri"), "Dmitri Sokolov", Presence.Offline),
        ], members.OrderBy(member => member.Id.Value));
    }

    [Fact]
    public async Task The_members_of_a_group_that_is_gone_are_not_found()
    {
        await using var sandbox = await SandboxAsync();
        await using var client = Client(sandbox);

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => client.Directory.ReadGroupAsync(new GroupId("@#/no such"), default));

        Assert.Equal(TrueConfFailure.NotFound, failure.Failure);
    }

    [Fact]
    public async Task One_operators_presence_is_read_and_a_stranger_is_offline()
    {
        await using var sandbox = await SandboxAsync();
        sandbox.OperatorIsOnline("anna");
        await using var client = Client(sandbox);

        Assert.Equal(Presence.Available, await client.Directory.ReadPresenceAsync(new OperatorId("anna"), default));
        Assert.Equal(Presence.Offline, await client.Directory.ReadPresenceAsync(new OperatorId("boris"), default));
        Assert.Equal(Presence.Offline, await client.Directory.ReadPresenceAsync(new OperatorId("stranger"), default));
    }

    [Theory]
    [InlineData("-2", Presence.Offline)]
    [InlineData("-1", Presence.Offline)]
    [InlineData("0", Presence.Offline)]
    [InlineData("1", Presence.Available)]
    [InlineData("\"1\"", Presence.Available)]
    [InlineData("1.0", Presence.Available)]
    [InlineData("2", Presence.Busy)]
    [InlineData("3", Presence.Busy)]
    [InlineData("5", Presence.Busy)]
    [InlineData("77", Presence.Busy)]
    [InlineData("null", Presence.Offline)]
    [InlineData("\"online\"", Presence.Offline)]
    [InlineData("{\"code\":[1]}", Presence.Offline)]
    [InlineData("1,\"is_active\":0", Presence.Offline)]
    [InlineData("1,\"is_active\":false", Presence.Offline)]
    [InlineData("1,\"is_active\":true", Presence.Available)]
    public async Task A_status_is_a_presence(string status, Presence presence)
    {
        await using var server = await StubServer.StartAsync(200, $$$"""{"user":{"id":"anna","status":{{{status}}}}}""");
        await using var client = new TrueConfClient(server.Url);

        Assert.Equal(presence, await client.Directory.ReadPresenceAsync(Some.Anna, default));
    }

    [Theory]
    [InlineData("""{"id":"Anna"}""", "anna", "anna")]
    [InlineData("""{"id":"Anna@video.example.com","display_name":" Anna K. "}""", "anna", "Anna K.")]
    [InlineData("""{"uid":"anna@video.example.com","display_name":"","first_name":"Anna","last_name":"K."}""", "anna", "Anna K.")]
    [InlineData("""{"id":1042,"display_name":null,"first_name":"","last_name":"K."}""", "1042", "K.")]
    public async Task However_a_user_is_spelt_it_is_one_operator(string user, string id, string name)
    {
        await using var server = await StubServer.StartAsync(200, $$$"""{"users":[{{{user}}}],"extra":{"a":[1]}}""");
        await using var client = new TrueConfClient(server.Url);

        var member = Assert.Single(await client.Directory.ReadGroupAsync(Some.Group, default));

        Assert.Equal((id, name), (member.Id.Value, member.Name));
    }

    private static Task<SandboxServer> SandboxAsync() =>
        SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);

    private static TrueConfClient Client(SandboxServer sandbox) =>
        new(sandbox.Url, settings: ("TrueConf:ClientSecret", SandboxServer.ClientSecret));
}
