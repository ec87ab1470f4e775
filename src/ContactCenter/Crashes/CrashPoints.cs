using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;

namespace ContactCenter.Crashes;

/// <summary>The moments at which a crash may leave something half done: around each request to TrueConf Server and each commit.</summary>
internal static class CrashPoints
{
    public static readonly CrashablePort<ICallStore> Store = new(
        "store",
        nameof(ICallStore.PlaceAsync),
        nameof(ICallStore.ApplyAsync),
        nameof(ICallStore.MatchAsync),
        nameof(ICallStore.ForgetDecisionsAsync),
        nameof(ICallStore.RestAsync),
        nameof(ICallStore.ClaimDueAsync),
        nameof(ICallStore.ReleaseAsync),
        nameof(ICallStore.EraseAsync));

    public static readonly CrashablePort<IConferenceLedger> Ledger = new(
        "ledger",
        nameof(IConferenceLedger.SaveAsync),
        nameof(IConferenceLedger.BeginAsync),
        nameof(IConferenceLedger.ClaimDueAsync),
        nameof(IConferenceLedger.ReleaseAsync),
        nameof(IConferenceLedger.RecordAsync),
        nameof(IConferenceLedger.LimitReachedAsync),
        nameof(IConferenceLedger.ForgetAsync));

    public static readonly CrashablePort<IOperatorStore> Operators = new(
        "operators",
        nameof(IOperatorStore.PauseAsync),
        nameof(IOperatorStore.ResumeAsync),
        nameof(IOperatorStore.ReadyAsync),
        nameof(IOperatorStore.CameBackAsync));

    public static readonly CrashablePort<INodeRegistry> Nodes = new(
        "nodes",
        nameof(INodeRegistry.EnterAsync),
        nameof(INodeRegistry.RenewAsync),
        nameof(INodeRegistry.LeaveAsync),
        nameof(INodeRegistry.ForgetAsync),
        nameof(INodeRegistry.TakeRoleAsync));

    public static readonly CrashablePort<IRosterShare> Rosters = new("roster", nameof(IRosterShare.PublishAsync));

    /// <summary>Every point there is, such as <c>trueconf/create:after</c> and <c>store/match:before</c>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. from place in TrueConfRoutes.Names.Select(route => $"trueconf/{route}")
               .Concat(Store.Places).Concat(Ledger.Places).Concat(Operators.Places).Concat(Nodes.Places).Concat(Rosters.Places)
           from moment in new[] { Before(place), After(place) }
           select moment,
    ];

    public static string Before(string place) => $"{place}:before";

    public static string After(string place) => $"{place}:after";
}
