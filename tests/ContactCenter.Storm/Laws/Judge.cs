using System.Text.Json;
using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Storm.Laws;

/// <summary>Asks, when all is quiet, whether the promises were kept: of the guests, of the store and of TrueConf Server.</summary>
internal static class Judge
{
    private static readonly string[] _outcomes = ["completed", "abandoned", "unanswered", "failed"];

    /// <summary>Waits until nothing is left to be done, so far as it comes to that.</summary>
    public static async Task SettleAsync(Site site, TimeSpan within)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < within)
        {
            if (site.TrueConf.Conferences.Count == 0
                && (await site.Store.ConferencesLeftAsync()).Count == 0
                && (await site.Store.CallsAsync()).All(call => call.State == "ended"))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        }
    }

    public static async Task JudgeAsync(Site site, IReadOnlyList<Guest> guests, RingWatch rings, Report report)
    {
        var calls = (await site.Store.CallsAsync()).ToDictionary(call => call.Id);
        var feeds = await site.Store.FeedsAsync();
        var accepted = guests.Where(guest => guest.IsAccepted).ToList();

        report.Law("No call is lost: each 202 is in the store and has ended with an outcome",
            from guest in accepted
            where !calls.TryGetValue(guest.Id, out var call) || call.State != "ended" || !_outcomes.Contains(OutcomeOf(call))
            select $"{guest} is {(calls.TryGetValue(guest.Id, out var row) ? row.State : "not in the store")}");
        report.Law("No guest is lost: each saw the feed without gap or repetition to its end, as the store has it",
            from guest in accepted
            where !guest.IsOver || !feeds.TryGetValue(guest.Id, out var feed)
                || !feed.SequenceEqual(guest.Events.Select(one => (one.Sequence, one.Type)))
            select $"{guest} saw {string.Join(' ', guest.Events.Select(one => $"{one.Sequence}:{one.Type}"))}");
        report.Law("Nobody who waits is given up for gone",
            from guest in accepted
            where guest is { Outcome: "abandoned", Left: false }
            select $"{guest} had a line all the time but {guest.LongestGap.TotalSeconds:0.0} s");
        report.Law("No guest is answered with anything but what was asked for, or 503", guests.SelectMany(guest => guest.Complaints));
        report.Law("Every feed in the store counts from 1 without gap and ends with its only end",
            from feed in feeds
            where !feed.Value.Select(one => one.Sequence).SequenceEqual(Enumerable.Range(1, feed.Value.Count))
                || feed.Value.Count(one => one.Type == "ended") != 1 || feed.Value[^1].Type != "ended"
            select $"call {feed.Key}: {string.Join(' ', feed.Value)}");
        report.Law("No operator is rung twice at once", rings.RungTwice);
        report.Law("No operator is rung who was not free when last looked at", rings.RungWhileNotFree);
        report.Law("No call has two answers", from call in calls.Values where AnswersOf(call) > 1 select $"call {call.Id}");
        report.Law("No conference is left at TrueConf Server",
            site.TrueConf.Conferences.Select(one => $"{one.Id} of {one.Owner}, {(one.IsRunning ? "running" : "stopped")}"));
        report.Law("No conference is left in the ledger", await site.Store.ConferencesLeftAsync());
        report.Law("Offered = completed + abandoned + unanswered + failed",
            from call in calls.Values where !_outcomes.Contains(OutcomeOf(call)) select $"call {call.Id} is {call.State}");

        report.Figure("Calls", $"{calls.Count} ({string.Join(", ", calls.Values.CountBy(OutcomeOf).OrderBy(one => one.Key).Select(one => $"{one.Value} {one.Key}"))})");
        report.Figure("Calls that were placed and whose guest never heard so", calls.Count - accepted.Count);
        report.Figure("Rings", $"{rings.Rings}, {rings.TurnedAway} of them for somebody who turned away between the look and the ring");
        if (accepted.Count > 0)
        {
            report.Figure("Longest time that a guest's page had no line to any node", $"{accepted.Max(guest => guest.LongestGap).TotalSeconds:0.0} s");
        }
    }

    private static string OutcomeOf(StoredCall call) =>
        JsonElement.Parse(call.Body).TryGetProperty("outcome", out var outcome) && outcome.GetString() is { } text ? text : "none";

    private static int AnswersOf(StoredCall call) =>
        JsonElement.Parse(call.Body).TryGetProperty("offers", out var offers)
            ? offers.EnumerateArray().Count(offer => offer.GetProperty("state").GetString() == "answered")
            : 0;
}
