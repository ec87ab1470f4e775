using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Laws;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Storm.Runs;

/// <summary>A site with guests before it and operators behind it, from the first guest to the last judgement.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private static readonly TimeSpan _longestAfter = TimeSpan.FromMinutes(3);

    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _quiet = new();
    private readonly List<Task> _going = [];
    private readonly Task _watching;
    private readonly int _seed;

    private Scene(Site site, int seed, int operators, Manners manners)
    {
        (Site, _seed) = (site, seed);
        Door = new Door(site.Nodes);
        Crowd = new Crowd(site, Door, seed, manners);
        Staff = new Staff(site.TrueConf, operators);
        Rings = new RingWatch(site.TrueConf, Staff);
        _watching = Rings.WatchAsync(_quiet.Token);
    }

    public Site Site { get; }

    public Door Door { get; }

    public Crowd Crowd { get; }

    public Staff Staff { get; }

    public RingWatch Rings { get; }

    public static async Task<Scene> OpenAsync(
        Arguments arguments, int nodes, int operators, Manners manners, params (string Key, string Value)[] settings) =>
        new(await Site.StartAsync(arguments, nodes, settings), arguments.Seed, operators, manners);

    public void GuestsCome(double perMinute, int atMost, bool wild) => _going.Add(Crowd.ComeAsync(perMinute / 60, atMost, wild, _over.Token));

    public void OperatorsLive() => _going.Add(Staff.LiveAsync(_seed, _over.Token));

    /// <summary>Nobody comes any more; who is there is served; then everything is looked at.</summary>
    public async Task EndAsync(Report report)
    {
        await _over.CancelAsync();
        Site.TrueConf.ClearFaults();
        Site.TrueConf.ComesUp();
        await Task.WhenAll(_going);
        StormProgram.Say($"{Crowd.Present} guests are still there.");
        await Crowd.LeaveAsync(_longestAfter);
        await Judge.SettleAsync(Site, _longestAfter);
        await Crowd.ReadOutAsync(TimeSpan.FromSeconds(30));
        await _quiet.CancelAsync();
        await _watching;
        await Judge.JudgeAsync(Site, Crowd.Guests, Rings, report);
        report.Figure("Answers to guests", string.Join(", ", Door.Answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}")));
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _quiet.CancelAsync();
        Crowd.Dispose();
        await Site.DisposeAsync();
        Door.Dispose();
        _over.Dispose();
        _quiet.Dispose();
    }
}
