using ContactCenter.Bench.Reporting;
using TrueConf.Sandbox;

namespace ContactCenter.Bench.Published;

/// <summary>All visits with one kind of page, and what the stand-in for TrueConf Server saw of it.</summary>
internal sealed record Phase(string Name, IReadOnlyList<Sighting> Sightings, IReadOnlyList<LogEntry> Log, Desk Desk, int ConferencesLeft)
{
    /// <summary>Longer than a guest's grace, and what comes after it.</summary>
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(45);

    public Spread ClickToRinging => new(Sightings.Select(one => one.RingsAt - one.ClickedAt).OfType<TimeSpan>().Select(time => time.TotalSeconds));

    public Spread JoinedToLink => new(
        from one in Sightings
        let joined = Log.FirstOrDefault(entry => entry.Kind == LogKind.Joined && entry.Conference == one.Conference && Desk.IsOperator(entry.User))
        let took = one.LinkAt - joined?.At
        where took is not null
        select took.Value.TotalSeconds);

    public int Connected => Sightings.Count(one => one.LinkAt is not null);

    public int Requests => Log.Count(entry => entry.Kind == LogKind.Request);

    /// <summary>Rings at somebody who rang or talked already.</summary>
    public int DoubleRings
    {
        get
        {
            var (rings, doubles) = (new Dictionary<string, int>(), 0);
            foreach (var entry in Log.Where(entry => entry.User is not null))
            {
                switch (entry.Kind)
                {
                    case LogKind.RingStarted:
                        doubles += rings.GetValueOrDefault(entry.User!) > 0 || entry.UserStatus == 2 ? 1 : 0;
                        rings[entry.User!] = rings.GetValueOrDefault(entry.User!) + 1;
                        break;
                    case LogKind.RingStopped:
                        rings[entry.User!] = rings.GetValueOrDefault(entry.User!) - 1;
                        break;
                }
            }

            return doubles;
        }
    }

    public static async Task<Phase> RunAsync(string name, SandboxServer trueConf, Desk desk, IReadOnlyList<Visit> visits, Func<Visit, IPage> page)
    {
        var from = trueConf.Log is [.., var last] ? last.Number : 0;
        using var over = new CancellationTokenSource();
        var living = desk.LiveAsync(over.Token);
        var sightings = await Task.WhenAll(visits.Select(visit => VisitAsync(visit, page(visit))));
        var began = TimeProvider.System.GetTimestamp();
        while (trueConf.Conferences.Count > 0 && TimeProvider.System.GetElapsedTime(began) < _settle)
        {
            await Task.Delay(TimeSpan.FromSeconds(0.5), TimeProvider.System);
        }

        await over.CancelAsync();
        await living;
        return new Phase(name, sightings, trueConf.LogAfter(from), desk, trueConf.Conferences.Count);
    }

    private static async Task<Sighting> VisitAsync(Visit visit, IPage page)
    {
        await Task.Delay(visit.After, TimeProvider.System);
        using var closes = new CancellationTokenSource(visit.Patience, TimeProvider.System);
        return await page.VisitAsync(visit, closes.Token);
    }
}
