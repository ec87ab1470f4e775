using ContactCenter.Simulation.TrueConf;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Scenarios;

/// <summary>A situation that chance alone brings about too seldom.</summary>
/// <param name="Restless">How likely each guest does something more.</param>
/// <param name="Shared">Whether all operators are in two groups, which are matched at the same time: no limit makes them take turns.</param>
internal sealed record Theme(string Name, double Restless = 0.4, int? MaxOffers = null, bool Shared = false, bool TagsLost = false, Action<List<Act>, Chance, double>? Add = null);

internal static class Themes
{
    private static readonly Theme _anything = new("anything");

    private static readonly Theme[] _all =
    [
        new("silent guests", Restless: 0.75),
        new("few offers", MaxOffers: 2, Add: static (acts, chance, length) =>
            acts.AddRange(Enumerable.Range(0, 3).Select(_ => new Act(ActKind.NodePauses, chance.Between(0, length), 0, chance.Between(0.1, 2))))),
        new("slow create", Add: static (acts, chance, length) =>
            acts.Add(new Act(ActKind.TrueConfFault, chance.Between(0, 5), For: length, Much: 0.8, Routes: Route.Create, Fault: FaultKind.Slow))),
        new("create refused", Add: static (acts, chance, length) =>
            acts.Add(new Act(ActKind.TrueConfFault, chance.Between(0, 10), For: length / 2, Much: 0.6, Routes: Route.Create, Fault: FaultKind.NotFound))),
        new("guests leave early", Restless: 0.6, Add: static (acts, chance, _) =>
        {
            foreach (var call in acts.Where(act => act.Kind == ActKind.GuestCalls).ToList())
            {
                acts.Add(new Act(ActKind.GuestHangsUp, call.At + chance.Between(0.02, 1.5), call.Who));
            }
        }),
        new("orphans without tags", TagsLost: true, Add: static (acts, chance, length) => acts.Add(
            new Act(ActKind.TrueConfFault, chance.Between(0, 10), For: length, Much: 0.6, Routes: Route.Create, Fault: chance.Pick(FaultKind.UnknownAfter, FaultKind.AppliedLate)))),
        new("no links", Add: static (acts, chance, length) => acts.Add(
            new Act(ActKind.TrueConfFault, chance.Between(0, 10), For: length, Much: 0.95, Routes: Route.Link, Fault: chance.Pick(FaultKind.NotFound, FaultKind.Refused, FaultKind.UnknownBefore)))),
        new("orphans stay", Add: static (acts, chance, length) =>
        {
            acts.Add(new Act(ActKind.TrueConfFault, chance.Between(0, 10), For: length, Much: 0.6, Routes: Route.Create, Fault: chance.Pick(FaultKind.UnknownAfter, FaultKind.AppliedLate)));
            acts.Add(new Act(ActKind.TagsIgnored, 0, For: length));
            acts.Add(new Act(ActKind.TrueConfFault, chance.Between(0, length), For: length, Much: 0.7, Routes: Route.Stop | Route.Delete, Fault: FaultKind.UnknownBefore));
        }),
        new("shared operators", Restless: 0.2, Shared: true, Add: static (acts, chance, length) =>
            acts.Add(new Act(ActKind.StoreLocked, chance.Between(0, 5), For: length))),
        new("late runs", Add: static (acts, chance, length) =>
            acts.Add(new Act(ActKind.TrueConfFault, chance.Between(0, 10), For: length, Much: 0.6, Routes: Route.Run, Fault: FaultKind.AppliedLate))),
    ];

    public static Theme Pick(Chance chance) => chance.Hits(0.5) ? _anything : _all[chance.Below(_all.Length)];
}
