using System.Net.Http.Json;
using ContactCenter.Crashes;
using ContactCenter.Storm.Crowds;
using ContactCenter.Storm.Sites;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Runs;

/// <summary>A node dies at each of the named points, around every request to TrueConf Server and every commit, while guests come and go.</summary>
internal static class PointsRun
{
    private static readonly TimeSpan _atEase = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _alone = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan _breath = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan _longestStop = TimeSpan.FromSeconds(15);

    /// <summary>So long that somebody is being looked for at any moment.</summary>
    private static readonly TimeSpan _longLook = TimeSpan.FromSeconds(3);

    /// <summary>After this long a dead node's work, roles and guests are anybody's.</summary>
    private static readonly TimeSpan _forgotten = TimeSpan.FromSeconds(11);

    /// <summary>What one node does for all, or because of what is done to it: the one that is to die there must be the only one.</summary>
    private static readonly string[] _forAll =
    [
        "nodes/forget", "nodes/take-role:after", "roster/", "trueconf/groups", "trueconf/group-users", "trueconf/list", "ledger/forget", "ledger/record", "ledger/limit-reached",
        "operators/", "store/erase", "store/forget-decisions", "store/rest",
    ];

    private const string _adminKey = "storm";
    private const string _somebody = "operator01";

    public static async Task RunAsync(Arguments arguments, Report report)
    {
        var nodes = arguments.Store == "sqlite" ? 1 : 2;
        await using var scene = await Scene.OpenAsync(
            arguments, nodes, operators: 6, new Manners { LongestTalk = TimeSpan.FromSeconds(2) }, ("environment", "Development"));
        KillsRun.Slow(scene.Site.TrueConf);
        scene.OperatorsLive();
        scene.GuestsCome(arguments.Number("per-minute", 60), atMost: 20, wild: true);

        var chance = new Random(arguments.Seed);
        var only = arguments.Text("only", "");
        var points = CrashPoints.All.Where(point => point.StartsWith(only, StringComparison.Ordinal)).ToList();
        if (arguments.Number("some", 0) is var some and > 0)
        {
            points = [.. points.Where(point => !NeedsAll(point)).OrderBy(_ => chance.Next()).Take(some)];
        }

        var died = new List<(string Point, TimeSpan? After)>();
        foreach (var point in points)
        {
            var after = await DieAtAsync(scene, point);
            StormProgram.Say(after is null ? $"{point} was not reached." : $"{point} was reached.");
            died.Add((point, after));
        }

        foreach (var node in scene.Site.Nodes)
        {
            await AgainAsync(node);
        }

        await scene.EndAsync(report);
        report.Law("Every named point is reached, and the server dies there", died.Where(one => one.After is null && !IsForeign(one.Point, arguments.Store)).Select(one => one.Point));
        report.Figure("Points reached", $"{died.Count(one => one.After is not null)} of {died.Count}");
        report.Table(
            ["point", "the node died there after"],
            died.Select(one => (IReadOnlyList<string>)[$"`{one.Point}`", one.After is { } after ? FormattableString.Invariant($"{after.TotalSeconds:0.0} s") : IsForeign(one.Point, arguments.Store) ? "never: there is no other node" : "not reached"]));
    }

    /// <summary>How long after its start the node died; null when it did not.</summary>
    private static async Task<TimeSpan?> DieAtAsync(Scene scene, string point)
    {
        var (first, others) = (scene.Site.Nodes[0], scene.Site.Nodes.Skip(1).ToList());
        if (others.Count == 0 || !NeedsAll(point))
        {
            if (await TryAsync(scene, first, point, others.Count == 0 ? _alone : _atEase) is { } after)
            {
                return after;
            }

            if (others.Count == 0)
            {
                return null;
            }
        }

        await first.KillAsync();
        foreach (var other in others)
        {
            await other.KillAsync();
        }

        await Task.Delay(_forgotten, TimeProvider.System);
        var died = await TryAsync(scene, first, point, _alone);
        foreach (var other in others)
        {
            await AgainAsync(other);
        }

        return died;
    }

    private static async Task<TimeSpan?> TryAsync(Scene scene, Node node, string point, TimeSpan within)
    {
        await node.KillAsync();
        var began = TimeProvider.System.GetTimestamp();
        await PrepareAsync(scene, point);
        await node.StartAsync($"--{CrashOptions.CrashAtKey}={point}", $"--Hosting:AdminKey={_adminKey}");
        if (point.StartsWith("nodes/leave", StringComparison.Ordinal) || !await EndsAsync(scene, node, point, within))
        {
            // Some things are done only by a node that stops.
            Machine.Signal(node.ProcessId, Machine.SigTerm);
        }

        var died = await node.EndsAsync(_longestStop) && node.WasKilled;
        scene.Site.TrueConf.ClearFaults();
        KillsRun.Slow(scene.Site.TrueConf);
        return died ? TimeProvider.System.GetElapsedTime(began) : null;
    }

    /// <summary>Whether the node has ended in time, having been given the occasion again and again where it does not come by itself.</summary>
    private static async Task<bool> EndsAsync(Scene scene, Node node, string point, TimeSpan within)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (point.StartsWith("operators/", StringComparison.Ordinal) && TimeProvider.System.GetElapsedTime(began) < within)
        {
            await OccasionAsync(scene, node, point);
            if (await node.EndsAsync(_breath))
            {
                return true;
            }
        }

        return await node.EndsAsync(within);
    }

    /// <summary>What a supervisor asks for, or an operator who goes and comes back.</summary>
    private static async Task OccasionAsync(Scene scene, Node node, string point)
    {
        var (method, what) = point.Split(':')[0] switch
        {
            "operators/pause" => (HttpMethod.Put, "pause"),
            "operators/resume" => (HttpMethod.Delete, "pause"),
            "operators/ready" => (HttpMethod.Post, "ready"),
            _ => (null, ""),
        };
        if (method is null)
        {
            scene.Site.TrueConf.OperatorSignsOut(_somebody);
            await Task.Delay(_breath, TimeProvider.System);
            scene.Site.TrueConf.OperatorIsOnline(_somebody);
            return;
        }

        using var http = new HttpClient { BaseAddress = node.Address, Timeout = _breath };
        using var wish = new HttpRequestMessage(method, new Uri($"/api/admin/operators/{_somebody}/{what}", UriKind.Relative));
        wish.Headers.Add("X-Admin-Key", _adminKey);
        wish.Content = method == HttpMethod.Put ? JsonContent.Create(new { reason = "break" }) : null;
        try
        {
            using var answer = await http.SendAsync(wish);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // It has died over it, or does not listen yet.
        }
    }

    /// <summary>Some points are reached only when something is amiss.</summary>
    private static async Task PrepareAsync(Scene scene, string point)
    {
        var trueConf = scene.Site.TrueConf;
        if (point.StartsWith("store/rest", StringComparison.Ordinal) || point.StartsWith("ledger/limit-reached", StringComparison.Ordinal))
        {
            trueConf.Fault(ApiRoute.Create, FaultKind.Status, status: 400);
        }
        else if (point.StartsWith("store/release", StringComparison.Ordinal))
        {
            // A step lets go of its call by what it writes; without that, only a node that is told to stop in the middle of one.
            trueConf.Latency(ApiRoute.Participants, _longLook);
        }
        else if (point.StartsWith("ledger/record", StringComparison.Ordinal))
        {
            // A conference that the ledger believes gone comes up again.
            var gone = trueConf.Log.Last(entry => entry.Kind == LogKind.Deleted && entry.Tags is { Count: > 0 });
            await Stranger.MakesAsync(trueConf, gone.Tags!);
        }
    }

    private static async Task AgainAsync(Node node)
    {
        await node.KillAsync();
        if (!await node.StartAsync())
        {
            throw new InvalidOperationException($"{node.Name} does not start again.");
        }
    }

    private static bool NeedsAll(string point) => _forAll.Any(one => point.StartsWith(one, StringComparison.Ordinal));

    /// <summary>Alone on a file a node has no lease to renew and knows no others to forget.</summary>
    private static bool IsForeign(string point, string store) =>
        store == "sqlite" && (point.StartsWith("nodes/renew", StringComparison.Ordinal) || point.StartsWith("nodes/forget", StringComparison.Ordinal));
}
