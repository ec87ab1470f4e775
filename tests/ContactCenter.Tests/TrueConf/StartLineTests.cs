using ContactCenter.Tests.Support;
using ContactCenter.TrueConf;
using Microsoft.Extensions.Logging;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.TrueConf;

/// <summary>The one line after a start that says what works.</summary>
public class StartLineTests
{
    private const string _unknown = "whether guests can join (its guest licence) shows with the first call";

    [Fact]
    public async Task It_names_the_server_the_token_the_group_and_how_many_could_answer()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.OperatorIsOnline("anna");
        app.Sandbox.OperatorIsBusy("boris");
        app.Sandbox.AddOperator("zoya", "Zoya");
        await LineAsync(app);

        await app.RestartAsync();

        Assert.Equal(
            $"TrueConf Server {Server(app)}: token ok, group 'Operators' has 5 operators (2 signed in, 1 free), {_unknown}.",
            await LineAsync(app, start: 2));
        Assert.Equal(2, Lines(app).Count);
    }

    [Fact]
    public async Task In_the_middle_of_a_conversation_it_is_known_that_guests_can_join()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        await LineAsync(app);
        using var conversation = await app.ConversationAsync();

        await app.RestartAsync();

        Assert.EndsWith("free), guests can join.", await LineAsync(app, start: 2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TrueConf:ClientSecret", "wrong", "does not let us work. ", "TrueConf:ClientSecret")]
    [InlineData("Routing:Group", "Astronauts", "token ok, there is no group 'Astronauts' (Routing:Group), ", "first call.")]
    [InlineData("Routing:Group", "management", "token ok, group 'management' has 1 operator (0 signed in, 0 free), ", "first call.")]
    public async Task What_is_wrong_is_said_with_the_settings_name(string key, string value, string says, string too)
    {
        await using var app = await ContactCenterApp.StartBriskAsync((key, value));

        var line = await LineAsync(app);

        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.Contains(too, line, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        await LineAsync(app);
        app.Sandbox.Settings = app.Sandbox.Settings with { Scopes = ["conferences", "groups:read", "users:read"] };

        await app.RestartAsync();

        Assert.Contains("groups.users:read", await LineAsync(app, start: 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_away_neither_fails_the_start_nor_delays_it()
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("TrueConf:RequestTimeout", "00:00:01"));
        await LineAsync(app);
        app.Sandbox.Fault(ApiRoute.Groups, FaultKind.Hang);

        await app.RestartAsync();
        Assert.Single(Lines(app));

        Assert.StartsWith(
            $"TrueConf Server {Server(app)} (TrueConf:ServerUrl) cannot be used just now; guests wait until it can. GET /api/v3.11/groups: ",
            await LineAsync(app, start: 2),
            StringComparison.Ordinal);
    }

    private static string Server(ContactCenterApp app) => app.Sandbox.Url.GetLeftPart(UriPartial.Authority);

    private static List<CapturedLog.Entry> Lines(ContactCenterApp app) => [.. app.Log.Where(entry => entry.Category == typeof(StartLine).FullName)];

    /// <summary>What was said after so many starts.</summary>
    private static async Task<string> LineAsync(ContactCenterApp app, int start = 1)
    {
        await Eventually.IsTrueAsync($"start {start} has said what works", () => Lines(app).Count >= start);
        var line = Lines(app)[start - 1];
        Assert.Equal(LogLevel.Information, line.Level);
        return line.Text;
    }
}
