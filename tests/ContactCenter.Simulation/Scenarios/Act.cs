using System.Globalization;
using System.Text;
using ContactCenter.Simulation.TrueConf;

namespace ContactCenter.Simulation.Scenarios;

internal enum ActKind
{
    GuestCalls,
    GuestReloads,
    GuestVanishes,
    GuestHangsUp,
    GuestRejoins,
    OperatorComes,
    OperatorGoes,
    OperatorElsewhere,
    OperatorPaused,
    OperatorResumed,
    OperatorReady,
    NodeCrashes,
    NodeStops,
    NodePauses,
    StoreAway,
    StoreFlaky,
    StoreSlow,
    StoreLocked,
    SignalsLost,
    TrueConfDown,
    TrueConfRestarts,
    TrueConfFault,
    ListsLate,
    StatusesLate,
    SeatsLate,
    TagsIgnored,
    DeleteRefused,
    LicenceLimit,
    ConferenceVanishes,
}

/// <summary>One thing that people or the world do, at a moment in seconds. A scenario is a list of these, and can do without any of them.</summary>
/// <param name="Who">Which guest, operator or node.</param>
/// <param name="For">How long it lasts, in seconds; of a guest who vanishes: until coming back, below 0 never.</param>
internal sealed record Act(ActKind Kind, double At, int Who = 0, double For = 0, double Much = 0, Route Routes = 0, FaultKind Fault = 0)
{
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{At,8:F3}  {Kind}");
        if (Kind is >= ActKind.GuestCalls and <= ActKind.NodePauses)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Who}");
        }

        if (Routes != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" {Fault} of {Routes}");
        }

        if (Much != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", {Much:F3}");
        }

        return For == 0 ? text.ToString() : text.Append(CultureInfo.InvariantCulture, $", for {For:F3}").ToString();
    }
}
