using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Calls;

/// <summary>A server that may run one conference, and many guests.</summary>
public class LicenceTests
{
    private static readonly (string, string)[] _unhurried = [("Routing:MaxWait", "1.00:00:00"), ("Routing:SoloLimit", "00:10:00")];
    private static readonly string[] _operators = ["anna", "boris", "clara"];

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public async Task Where_one_conference_is_allowed_guests_are_served_one_after_the_other_however_many_could_be_rung(string width)
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            [.. _unhurried, ("TrueConf:MaxConferences", "1"), ("Routing:RingWidth", width)]);
        var guests = await ArriveAsync(app, 10);

        Array.ForEach(_operators, app.OperatorTakesCalls);

        await ServeInOrderAsync(app, guests);
        await app.Sandbox.EmptiesAsync();
        Assert.Equal(1, MostAtOnce(app, LogKind.Started, LogKind.Stopped));
        Assert.Equal(1, MostOfOurs(app));
        RingLaw.HoldsIn(app.Sandbox.Log);
    }

    [Fact]
    public async Task A_limit_that_only_the_server_knows_is_learnt_from_its_refusal_and_everybody_is_served()
    {
        var patience = TimeSpan.FromSeconds(30);
        await using var app = await ContactCenterApp.StartFastForwardAsync([.. _unhurried, ContactCenterApp.AdminKey]);
        app.Sandbox.Settings = app.Sandbox.Settings with { MaxRunning = 1 };
        using var talking = await app.ConversationAsync("anna");
        Array.ForEach(_operators, app.OperatorTakesCalls);
        var began = TimeProvider.System.GetTimestamp();
        var first = await ArriveAsync(app, 1);
        await Eventually.IsTrueAsync("one more was tried", () => Refusals(app) == 1);
        // Until the server has taken the refusal in, that guest is not in the line, and others would come first.
        await app.WaitsBecauseAsync(first[0], "licence");
        var guests = first.Concat(await ArriveAsync(app, 9)).ToList();

        await talking.Guest.HangsUpAsync();

        await ServeInOrderAsync(app, guests);

        // When the patience is over one finds out anew, however many are free.
        var patiences = (int)(10 * TimeProvider.System.GetElapsedTime(began) / patience);
        Assert.InRange(Refusals(app), 1, 1 + patiences);
        Assert.Equal(1, MostAtOnce(app, LogKind.Started, LogKind.Stopped));
    }

    [Fact]
    public async Task While_somebody_elses_conference_is_all_that_the_licence_allows_it_is_tried_now_and_then()
    {
        await using var app = await ContactCenterApp.StartFastForwardAsync([.. _unhurried, ("Routing:RetryDelay", "00:00:20")]);
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        app.Sandbox.Settings = app.Sandbox.Settings with { MaxRunning = 1 };
        var theirs = await administrator.StartsAsync("frank", []);
        var began = TimeProvider.System.GetTimestamp();
        Array.ForEach(_operators, app.OperatorTakesCalls);
        using var guest = await app.GuestCallsAsync();
        await Eventually.IsTrueAsync("it was tried with another operator", () => Refusals(app) >= 2);
        var others = await ArriveAsync(app, 5);
        await Eventually.IsTrueAsync("it was tried again", () => Refusals(app) >= 4);

        // The first refusal may be that operator's trouble; from the second on it is not.
        var delays = (int)(10 * TimeProvider.System.GetElapsedTime(began) / TimeSpan.FromSeconds(20));
        Assert.InRange(Refusals(app), 4, 2 + delays);

        await administrator.DeletesAsync(theirs);

        await guest.WaitsForAsync("connected");
        others.ForEach(other => other.Dispose());
    }

    [Fact]
    public async Task Once_a_limit_has_run_out_one_after_the_other_is_rung_without_another_reading_of_the_roster()
    {
        // The limit runs out after the reading that shows everybody free again, and well before the next.
        await using var app = await ContactCenterApp.StartFastForwardAsync(
            [.. _unhurried, ("Routing:RetryDelay", "00:01:20"), ("Routing:RosterInterval", "00:01:00")]);
        using var administrator = await TrueConfAdministrator.SignInAsync(app.Sandbox);
        app.Sandbox.Settings = app.Sandbox.Settings with { MaxRunning = 1 };
        var theirs = await administrator.StartsAsync("frank", []);
        Array.ForEach(_operators, app.OperatorTakesCalls);
        var guests = await ArriveAsync(app, 1);
        await Eventually.IsTrueAsync("two operators were refused", () => Refusals(app) >= 2);
        guests.AddRange(await ArriveAsync(app, 2));

        app.Sandbox.Settings = app.Sandbox.Settings with { MaxRunning = 10 };
        await administrator.DeletesAsync(theirs);
        var before = app.Sandbox.Log.Count;
        foreach (var guest in guests)
        {
            await guest.WaitsForAsync("connected");
        }

        var since = app.Sandbox.Log.Skip(before).ToList();
        Assert.Equal(3, since.Count(IsRun));
        Assert.DoesNotContain(
            since[since.FindIndex(IsRun)..since.FindLastIndex(IsRun)], entry => entry is { Kind: LogKind.Request, Route: ApiRoute.GroupUsers });

        static bool IsRun(LogEntry entry) => entry is { Kind: LogKind.Request, Route: ApiRoute.Run, Status: < 400 };
    }

    private static async Task<List<GuestOnPhone>> ArriveAsync(ContactCenterApp app, int count)
    {
        var guests = new List<GuestOnPhone>();
        for (var one = 0; one < count; one++)
        {
            guests.Add(await app.GuestCallsAsync());
        }

        return guests;
    }

    /// <summary>Each is connected in turn, and whoever waits meanwhile is told the true place, which never grows.</summary>
    private static async Task ServeInOrderAsync(ContactCenterApp app, List<GuestOnPhone> guests)
    {
        var places = guests.ToDictionary(guest => guest.Id, _ => int.MaxValue);
        for (var served = 0; served < guests.Count; served++)
        {
            await guests[served].WaitsForAsync("connected");
            var waiting = guests[(served + 1)..];
            await Eventually.IsTrueAsync($"{waiting.Count} are told their places", async () =>
            {
                var told = await Task.WhenAll(waiting.Select(guest => guest.LooksAsync()));
                // Whom the limit is just being tried for, in vain, is for that moment not in the line.
                if (told.Any(call => call.Position is null))
                {
                    return false;
                }

                foreach (var (guest, place) in waiting.Zip(told, (guest, call) => (guest.Id, call.Position!.Value)))
                {
                    Assert.True(place <= places[guest], $"A place grew from {places[guest]} to {place}.");
                    places[guest] = place;
                }

                return told.Select(call => call.Position!.Value).SequenceEqual(Enumerable.Range(1, waiting.Count));
            });
            await guests[served].HangsUpAsync();
        }

        guests.ForEach(guest => guest.Dispose());
    }

    private static int Refusals(ContactCenterApp app) =>
        app.Sandbox.Log.Count(entry => entry is { Kind: LogKind.Request, Route: ApiRoute.Run, Status: >= 400 });

    private static int MostOfOurs(ContactCenterApp app) => Most(
        app.Sandbox.Log,
        entry => entry is { Kind: LogKind.Request, Route: ApiRoute.Create, Status: < 300 } ? 1 : entry.Kind == LogKind.Deleted ? -1 : 0);

    private static int MostAtOnce(ContactCenterApp app, LogKind begins, LogKind ends) =>
        Most(app.Sandbox.Log, entry => entry.Kind == begins ? 1 : entry.Kind == ends ? -1 : 0);

    private static int Most(IEnumerable<LogEntry> log, Func<LogEntry, int> step)
    {
        var (now, most) = (0, 0);
        foreach (var entry in log)
        {
            now += step(entry);
            most = Math.Max(most, now);
        }

        return most;
    }
}
