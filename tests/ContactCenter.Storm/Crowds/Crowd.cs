using ContactCenter.Storm.Sites;

namespace ContactCenter.Storm.Crowds;

/// <summary>Guests who come at random, and how to wait for all of them.</summary>
internal sealed class Crowd(Site site, Door door, int seed, Manners manners) : IDisposable
{
    private readonly List<(Guest Guest, Task Visit)> _visits = [];
    private readonly Random _chance = new(seed);
    private readonly CancellationTokenSource _over = new();

    public IReadOnlyList<Guest> Guests
    {
        get
        {
            lock (_visits)
            {
                return [.. _visits.Select(visit => visit.Guest)];
            }
        }
    }

    /// <summary>Those who are not through yet.</summary>
    public int Present
    {
        get
        {
            lock (_visits)
            {
                return _visits.Count(visit => !visit.Visit.IsCompleted);
            }
        }
    }

    /// <summary>So many a second on average, as long as the token lasts, and never more than so many at once.</summary>
    public async Task ComeAsync(double perSecond, int atMost, bool wild, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            if (Present < atMost)
            {
                Admit(wild ? Draw() : Temper.Patient);
            }

            var pause = TimeSpan.FromSeconds(-Math.Log(1 - _chance.NextDouble()) / perSecond);
            await Task.Delay(pause, TimeProvider.System, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One guest more, from now on.</summary>
    public (Guest Guest, Task Visit) Admit(Temper temper)
    {
        lock (_visits)
        {
            var guest = new Guest(_visits.Count + 1, temper, door, site.TrueConf, new Random(_chance.Next()), manners);
            _visits.Add((guest, Task.Run(() => guest.VisitAsync(_over.Token))));
            return _visits[^1];
        }
    }

    /// <summary>Waits until everybody is through who is not lost; the rest shows in what they have seen.</summary>
    public async Task LeaveAsync(TimeSpan within)
    {
        Task all;
        lock (_visits)
        {
            all = Task.WhenAll(_visits.Select(visit => visit.Visit));
        }

        await Task.WhenAny(all, Task.Delay(within, TimeProvider.System));
        if (!all.IsCompleted)
        {
            await _over.CancelAsync();
        }

        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var failed in _visits.Where(visit => visit.Visit.IsFaulted))
        {
            StormProgram.Say($"{failed.Guest}: {failed.Visit.Exception!.InnerException}");
        }
    }

    /// <summary>Lets those who vanished look how it ended.</summary>
    public async Task ReadOutAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within, TimeProvider.System);
        await Task.WhenAll(Guests.Where(guest => guest.IsAccepted && !guest.IsOver).Select(guest => guest.ReadOutAsync(limit.Token)))
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _over.Dispose();

    private Temper Draw() => _chance.Next(10) switch
    {
        < 5 => Temper.Patient,
        < 7 => Temper.Reloads,
        < 9 => Temper.HangsUp,
        _ => Temper.Vanishes,
    };
}
