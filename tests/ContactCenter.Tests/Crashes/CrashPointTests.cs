using System.Reflection;
using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Crashes;
using ContactCenter.Operators;
using ContactCenter.Tests.Hosting.Settings;
using ContactCenter.TrueConf;
using RestEase;

namespace ContactCenter.Tests.Crashes;

/// <summary>The server can be made to die around every request and every commit; and nowhere but in development.</summary>
public class CrashPointTests
{
    /// <summary>Methods after which nothing is different.</summary>
    private static readonly string[] _reading =
    [
        nameof(ICallStore.FindAsync), nameof(ICallStore.NextDueAsync), nameof(ICallStore.EventsAsync), nameof(ICallStore.LastSequenceAsync),
        nameof(ICallStore.WaitingSinceAsync), nameof(ICallStore.AnyPendingAsync), nameof(ICallStore.StrandedAsync),
        nameof(ICallStore.WaitingOutsideAsync),
        nameof(ICallStore.LastOperatorAsync), nameof(ICallStore.HeldForAsync), nameof(ICallStore.ConversationsAsync), nameof(ICallStore.LineAsync),
        nameof(ICallStore.LastSequencesAsync), nameof(ICallStore.DecisionsAsync), nameof(ICallStore.EndedAsync), nameof(IOperatorStore.FactsAsync),
        nameof(IConferenceLedger.StuckAsync), nameof(IConferenceLedger.OrphansAsync), nameof(IRosterShare.ReadAsync), "get_Lease",
    ];

    [Fact]
    public void Every_method_of_a_port_that_writes_is_a_place_to_crash_at()
    {
        Assert.Empty(Forgotten(CrashPoints.Store));
        Assert.Empty(Forgotten(CrashPoints.Ledger));
        Assert.Empty(Forgotten(CrashPoints.Operators));
        Assert.Empty(Forgotten(CrashPoints.Nodes));
        Assert.Empty(Forgotten(CrashPoints.Rosters));
    }

    [Fact]
    public void Every_request_to_TrueConf_Server_is_a_place_to_crash_at()
    {
        var names = from method in typeof(ITrueConfApi).GetMethods()
                    from request in method.GetCustomAttributes<RequestAttribute>()
                    let path = "/" + request.Path!.Replace("{version}", "v3.11", StringComparison.Ordinal).Replace("{id}", "17", StringComparison.Ordinal)
                    select TrueConfRoutes.NameOf(request.Method, path);
        var token = TrueConfRoutes.NameOf(HttpMethod.Post, $"/{TrueConfRequest.TokenPath}");

        Assert.Equal(TrueConfRoutes.Names.Order(), names.Append(token).Order());
    }

    [Fact]
    public void Every_place_has_a_point_before_and_one_after()
    {
        var places = CrashPoints.All.GroupBy(point => point.Split(':')[0]).ToList();

        Assert.Equal(12 + 8 + 7 + 4 + 5 + 1, places.Count);
        Assert.All(places, place => Assert.Equal([$"{place.Key}:before", $"{place.Key}:after"], place));
        Assert.Contains("store/claim-due:after", CrashPoints.All);
        Assert.Contains("trueconf/create:before", CrashPoints.All);
    }

    [Fact]
    public async Task Outside_development_the_server_refuses_to_start()
    {
        Assert.Equal(
            ["Testing:CrashAt kills the server; it works in Development only."],
            await Refusals.OfAsync("Testing:CrashAt=store/match:before"));
    }

    [Theory]
    [InlineData("store/macth:before")]
    [InlineData("store/match")]
    [InlineData("store/match:before#0")]
    [InlineData("store/match:before#one")]
    public async Task A_point_that_does_not_exist_is_refused(string point)
    {
        var refusal = Assert.Single(await Refusals.OfAsync("environment=Development", $"Testing:CrashAt={point}"));

        Assert.StartsWith($"Testing:CrashAt is {point}; it must be one of trueconf/token:before, ", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("store/match:before")]
    [InlineData("ledger/save:after#12")]
    public async Task A_point_that_exists_is_accepted_in_development(string point)
    {
        Assert.Empty(await Refusals.OfAsync("environment=Development", $"Testing:CrashAt={point}"));
    }

    private static IEnumerable<string> Forgotten<TPort>(CrashablePort<TPort> port)
        where TPort : class =>
        from method in typeof(TPort).GetMethods()
        where port.PlaceOf(method.Name) is null && !_reading.Contains(method.Name)
        select method.Name;
}
