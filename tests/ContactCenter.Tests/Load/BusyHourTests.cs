using System.Globalization;
using ContactCenter.Calls;
using ContactCenter.Tests.Support;
using TrueConf.Sandbox;
using Xunit.Abstractions;

namespace ContactCenter.Tests.Load;

/// <summary>More guests at once than there are operators. The server is a process of its own, so that the guests' work does not slow down its.</summary>
[Trait("Category", "Load")]
[Collection(nameof(OneAtATime))]
public class BusyHourTests(ITestOutputHelper output)
{
    private const int _guests = 100;
    private const int _operators = 10;
    private static readonly TimeSpan _arrivals = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _conversation = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(80);

    /// <summary>Requests that are made for one call alone, but for those while it rings and while people talk.</summary>
    private static readonly ApiRoute[] _perCall =
        [ApiRoute.Create, ApiRoute.Users, ApiRoute.Run, ApiRoute.Clients, ApiRoute.Stop, ApiRoute.Delete, ApiRoute.Get];

    [Fact]
    public async Task A_hundred_guests_and_ten_operators()
    {
        await using var here = await Installation.StartAsync(("Routing:RosterInterval", _interval.ToString()));
        for (var i = 0; i < _operators; i++)
        {
            // Spread over the interval, so that no moment of it is favoured.
            here.Sandbox.AddOperator($"operator{i}", $"Operator {i}");
            here.Sandbox.OperatorIsOnline($"operator{i}");
            here.Sandbox.OperatorAnswersAfter($"operator{i}", TimeSpan.FromMilliseconds(50) + (i * _interval / _operators));
        }

        await using var lateness = new Lateness();
        var begun = TimeProvider.System.GetTimestamp();
        var guests = await Task.WhenAll(Enumerable.Range(0, _guests).Select(i => VisitAsync(here, i * _arrivals / _guests)));
        var took = TimeProvider.System.GetElapsedTime(begun);
        await here.EverythingIsTidyAsync();

        output.WriteLine(Invariant($"{_guests} guests, {_operators} operators: everybody was served within {took.TotalSeconds:0.0} s."));
        Assert.All(guests, guest => Assert.Equal(CallOutcome.Completed, guest.Events[^1].Call.Outcome));
        TheyWereOfferedInTheirOrder(guests, here.Data.FirstOffers());
        TheyWereConnectedSoonAfterTheAnswer(guests, here, lateness.Figures);
        FewRequestsWereMade(here.Sandbox.Log, took);
        foreach (var guest in guests)
        {
            await guest.DisposeAsync();
        }
    }

    private static async Task<PatientGuest> VisitAsync(Installation here, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System);
        var guest = await here.GuestCallsAsync();
        var connected = await guest.SeesAsync(CallState.Connected, within: _patience);
        here.Sandbox.GuestJoins(connected.Call.GuestLink!);
        await Task.Delay(_conversation, TimeProvider.System);
        await guest.HangUpAsync();
        await guest.SeesAsync(CallState.Ended);
        return guest;
    }

    /// <summary>
    /// Nobody who arrived later was offered earlier. Whoever asked at the same time as others saw the 202 a moment earlier or
    /// later than it was written; nobody saw it before an earlier guest's and yet asked after it.
    /// </summary>
    private void TheyWereOfferedInTheirOrder(PatientGuest[] guests, IReadOnlyDictionary<string, DateTimeOffset> offers)
    {
        var pairs = (from one in guests
                     from other in guests
                     where one.AcceptedAt < other.AcceptedAt && offers[one.Call.Id] > offers[other.Call.Id]
                     select (Concurrent: one.AcceptedAt > other.AskedAt, Apart: other.AcceptedAt - one.AcceptedAt)).ToList();

        output.WriteLine(Invariant($"Matches: {offers.Values.Distinct().Count()}. Pairs offered against the order of their 202s: {pairs.Count}") +
            (pairs.Count == 0 ? "." : Invariant($", at most {pairs.Max(pair => pair.Apart).TotalMilliseconds:0.0} ms apart.")));
        var moments = guests.OrderBy(guest => guest.Call.ArrivedAt).Select(guest => offers[guest.Call.Id]).ToList();
        Assert.Equal(moments.Order(), moments);
        Assert.DoesNotContain(pairs, pair => !pair.Concurrent);
    }

    private void TheyWereConnectedSoonAfterTheAnswer(PatientGuest[] guests, Installation here, Figures lateness)
    {
        var calls = guests.ToDictionary(guest => guest.Call.Id);
        var owners = here.Data.Owners();
        var delays = Figures.Of(
            from entry in here.Sandbox.Log
            where entry.Kind == LogKind.Joined && entry.User!.StartsWith("operator", StringComparison.Ordinal)
            let ledger = entry.Tags!.Select(tag => tag.Split(':')[^1]).First(owners.ContainsKey)
            select calls[owners[ledger]].Events.Single(one => one.Type == CallState.Connected).At - entry.At);

        output.WriteLine($"Operator joined to connected: {delays}. Timers were late: {lateness}.");
        Assert.Equal(_guests, delays.Count);

        // Look, answer, commit, link, answer: so many hand-overs come as late as a timer does. On a quiet machine that is nothing.
        var allowed = _interval + TimeSpan.FromMilliseconds(250) + TimeSpan.FromMilliseconds(5 * lateness.P95);
        Assert.InRange(delays.P95, 0, allowed.TotalMilliseconds);
    }

    private void FewRequestsWereMade(IReadOnlyList<LogEntry> log, TimeSpan took)
    {
        var requests = log.Where(entry => entry.Kind == LogKind.Request).CountBy(entry => entry.Route!.Value).ToDictionary();
        output.WriteLine("Requests: " + string.Join(", ", requests.OrderBy(one => one.Key).Select(one => $"{one.Key} {one.Value}")) + ".");
        var perCall = _perCall.Sum(route => requests.GetValueOrDefault(route)) / (double)_guests;
        output.WriteLine(Invariant($"A call: {perCall:0.0}, and {requests[ApiRoute.Participants] / (double)_guests:0.0} looks while it rang and people talked."));
        Assert.InRange(perCall, 0, 12);

        // What is asked for everybody together depends on the time only.
        Assert.InRange(requests[ApiRoute.GroupUsers], 1, (took / _interval) + 5);
        Assert.Equal(1, requests[ApiRoute.Token]);
        Assert.Equal(1, requests[ApiRoute.Groups]);
        Assert.InRange(requests.GetValueOrDefault(ApiRoute.List), 0, (took.TotalMinutes * 1) + 2);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
