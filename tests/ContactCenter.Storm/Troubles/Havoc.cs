using ContactCenter.Storm.Sites;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Troubles;

/// <summary>Kills nodes and the database, freezes nodes past their lease, cuts TrueConf Server off: whatever chance says, until enough was killed.</summary>
internal sealed class Havoc(Site site, TakeOver takeOver, Random chance, HavocPlan plan)
{
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(5);

    private readonly List<Task> _under = [];

    public int Kills { get; private set; }

    public int DatabaseKills { get; private set; }

    public int Freezes { get; private set; }

    public int Cuts { get; private set; }

    public async Task WreakAsync()
    {
        while (Kills < plan.Kills || DatabaseKills < plan.DatabaseKills || Freezes < plan.Freezes)
        {
            await Task.Delay(Draw(plan.LongestPause), TimeProvider.System);
            var up = site.Nodes.Where(node => node is { IsUp: true, IsFrozen: false }).ToList();
            var (kills, databases, freezes) = (plan.Kills - Kills, plan.DatabaseKills - DatabaseKills, plan.Freezes - Freezes);
            var draw = chance.Next(Math.Max(1, kills + databases + freezes + ((kills + databases) / 8)));
            if (draw < kills)
            {
                if (up.Count > 0)
                {
                    Kills++;
                    await KillAsync(up[chance.Next(up.Count)]);
                }
            }
            else if (draw < kills + databases)
            {
                if (site.Store.IsUp)
                {
                    DatabaseKills++;
                    await KillDatabaseAsync();
                }
            }
            else if (draw < kills + databases + freezes)
            {
                if (up.Count > 0)
                {
                    Freezes++;
                    _under.Add(FreezeAsync(up[chance.Next(up.Count)]));
                }
            }
            else
            {
                Cuts++;
                _under.Add(CutAsync());
            }
        }

        await Task.WhenAll(_under);
    }

    /// <summary>Kills one that works, measures who takes over, starts it again after a while.</summary>
    private async Task KillAsync(Node node)
    {
        await node.KillAsync();
        StormProgram.Say($"{node.Name} is killed ({Kills} of {plan.Kills}).");
        _under.Add(takeOver.MeasureAsync(node.Membership));
        _under.Add(StartAgainAsync(node, Draw(plan.LongestRest)));
    }

    private static async Task StartAgainAsync(Node node, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System);
        while (!await node.StartAsync())
        {
            // Without its database it does not start; a service manager tries again.
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }

    private async Task KillDatabaseAsync()
    {
        await site.Store.KillAsync();
        StormProgram.Say($"The database is killed ({DatabaseKills} of {plan.DatabaseKills}).");
        await Task.Delay(Draw(plan.LongestRest), TimeProvider.System);
        await site.Store.StartAsync();
    }

    private async Task FreezeAsync(Node node)
    {
        node.Freeze();
        StormProgram.Say($"{node.Name} is frozen ({Freezes} of {plan.Freezes}).");
        await Task.Delay(_lease + TimeSpan.FromSeconds(1) + Draw(TimeSpan.FromSeconds(3)), TimeProvider.System);
        node.Thaw();
        StormProgram.Say($"{node.Name} is thawed.");
    }

    private async Task CutAsync()
    {
        ApiRoute[] routes = [ApiRoute.Create, ApiRoute.Run, ApiRoute.Stop, ApiRoute.Delete, ApiRoute.Participants, ApiRoute.GroupUsers, ApiRoute.List];
        var route = routes[chance.Next(routes.Length)];
        switch (chance.Next(5))
        {
            case 0:
                StormProgram.Say("TrueConf Server is cut off.");
                site.TrueConf.GoesDown();
                await Task.Delay(Draw(TimeSpan.FromSeconds(5)), TimeProvider.System);
                site.TrueConf.ComesUp();
                break;
            case 1:
                StormProgram.Say($"TrueConf Server's {route} hangs.");
                site.TrueConf.Fault(route, FaultKind.Hang);
                await Task.Delay(Draw(TimeSpan.FromSeconds(4)), TimeProvider.System);
                site.TrueConf.ClearFaults(route);
                break;
            case 2:
                StormProgram.Say($"TrueConf Server's {route} loses answers.");
                site.TrueConf.Fault(route, FaultKind.AppliedButAnswerLost, count: 3);
                break;
            case 3:
                StormProgram.Say($"TrueConf Server's {route} fails.");
                site.TrueConf.Fault(route, FaultKind.Status, count: 3, status: 503);
                break;
            default:
                StormProgram.Say($"TrueConf Server's {route} drops requests.");
                site.TrueConf.Fault(route, FaultKind.Drop, count: 3);
                break;
        }
    }

    private TimeSpan Draw(TimeSpan longest) => longest * chance.NextDouble();
}

/// <summary>How much is to be broken, and how fast.</summary>
internal sealed record HavocPlan(int Kills, int DatabaseKills, int Freezes)
{
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The longest time until what was killed is started again.</summary>
    public TimeSpan LongestRest { get; init; } = TimeSpan.FromSeconds(2);
}
