using TrueConf.Sandbox;

namespace ContactCenter.Bench.Published;

/// <summary>
/// TrueConf's article "How to make video contact center using TrueConf Server API", word by word: each guest's page finds an
/// operator by itself.
/// </summary>
internal sealed class PublishedGuest(PublishedRequests requests, SandboxServer trueConf, Random chance) : IPage
{
    private const int _tries = 3;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(10);

    public async Task<Sighting> VisitAsync(Visit visit, CancellationToken closed)
    {
        var seen = new Sighting(visit, TimeProvider.System.GetUtcNow());
        try
        {
            if (await FindOperatorAsync(seen, closed) is { } link)
            {
                await TalkAsync(seen, link);
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed. Whatever it has begun stays as it is.
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException)
        {
            seen.Trouble = e.Message;
        }

        return seen;
    }

    /// <summary>The link into a conversation; null when nobody was free so often.</summary>
    private async Task<string?> FindOperatorAsync(Sighting seen, CancellationToken closed)
    {
        string? last = null;
        while (await PickAsync(last, closed) is { } person)
        {
            var conference = await requests.CreateAsync(person, closed);
            await requests.RunAsync(conference, closed);
            seen.RingsAt ??= TimeProvider.System.GetUtcNow();
            await Task.Delay(_pause, TimeProvider.System, closed);
            if (await requests.IsThereAsync(conference, person, closed))
            {
                var link = await requests.GuestLinkAsync(conference, closed);
                (seen.LinkAt, seen.Conference) = (TimeProvider.System.GetUtcNow(), conference);
                return link;
            }

            last = person;
            await requests.RemoveAsync(conference, closed);
        }

        return null;
    }

    private async Task<string?> PickAsync(string? last, CancellationToken closed)
    {
        for (var tries = 1; ; tries++)
        {
            var free = (await requests.FreeOperatorsAsync(closed)).Where(one => one != last).ToList();
            if (free.Count > 0)
            {
                return free[chance.Next(free.Count)];
            }

            if (tries == _tries)
            {
                return null;
            }

            await Task.Delay(_pause, TimeProvider.System, closed);
        }
    }

    private async Task TalkAsync(Sighting seen, string link)
    {
        var seat = trueConf.GuestJoins(link);
        await Task.Delay(seen.Visit.Talk, TimeProvider.System);
        trueConf.LeaveQuietly(seat);
        if (!seen.Visit.ClosesPage)
        {
            // The widget has said connectionClosed to the page.
            await requests.RemoveAsync(seen.Conference!, CancellationToken.None);
        }
    }
}

internal static class SandboxGuests
{
    /// <summary>The guest leaves, unless the operator was faster.</summary>
    public static void LeaveQuietly(this SandboxServer trueConf, string seat)
    {
        try
        {
            trueConf.GuestLeaves(seat);
        }
        catch (InvalidOperationException)
        {
            // The conversation is over already.
        }
    }
}
