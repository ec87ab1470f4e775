using System.Net;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Operators;

/// <summary>What <c>/health/ready</c> and the log say to whoever must act.</summary>
public class ReadinessTests
{
    [Theory]
    [InlineData("scope", "groups.users:read")]
    [InlineData("group", "Routing:Group")]
    public async Task What_only_a_person_can_mend_is_503_with_its_name_and_one_Error_however_often_it_is_met(string wrong, string named)
    {
        await using var app = await ContactCenterApp.StartBriskAsync(("Routing:Group", wrong == "group" ? "Astronauts" : "Operators"));
        if (wrong == "scope")
        {
            app.Sandbox.Settings = app.Sandbox.Settings with { Scopes = ["conferences", "conferences.participants", "groups:read", "users:read"] };
        }

        // Somebody waits, so the group is read again and again.
        using var guest = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("the server is not ready", async () => (await app.ReadinessAsync()).Status == HttpStatusCode.ServiceUnavailable);
        var asked = app.Sandbox.Log.Count;
        await Eventually.IsTrueAsync("the server was asked several times more", () => app.Sandbox.Log.Count >= asked + 5);

        Assert.Contains(named, (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
        Assert.Contains(named, Assert.Single(app.Log, IsOurError).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.Garbage)]
    public async Task What_passes_by_itself_is_200_and_tells_how_the_breaker_stands_without_an_Error(FaultKind fault)
    {
        await using var app = await ContactCenterApp.StartBriskAsync();
        app.Sandbox.Fault(ApiRoute.GroupUsers, fault, status: 502);
        using var guest = await app.GuestCallsAsync();

        await Eventually.IsTrueAsync("readiness tells of the breaker", async () => (await app.ReadinessAsync()).Text.Contains("circuit breaker is", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.OK, (await app.ReadinessAsync()).Status);
        Assert.Contains("\"degraded\"", (await app.ReadinessAsync()).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log, IsOurError);
    }

    /// <summary>Without what the framework says of every check that fails; the server's own log leaves that out.</summary>
    private static bool IsOurError(CapturedLog.Entry entry) =>
        entry.Level >= LogLevel.Error && entry.Category.StartsWith("ContactCenter.", StringComparison.Ordinal);
}
