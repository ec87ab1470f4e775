using ContactCenter.Hosting.Nodes;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Laws;

/// <summary>About who has what in hand.</summary>
internal sealed class ClaimLaws(Lawbook laws, StoreState state)
{
    private readonly Dictionary<NodeId, Process> _processes = [];

    public int TakenOver { get; private set; }
    public int Refused { get; private set; }

    public void Entered(NodeId id, Process process) => _processes[id] = process;

    public void Taken(NodeId? from, NodeId by, string what)
    {
        if (from is { } other && other != by)
        {
            TakenOver++;
            if (!state.IsAlive(other))
            {
                return;
            }

            laws.Break(Law.Claims, $"{what} was taken from {NameOf(other)} by {NameOf(by)}");
        }
    }

    public void Written(NodeId? held, NodeId? claimant, string what)
    {
        if (claimant is { } by && (held != by || !state.IsAlive(by)))
        {
            laws.Break(Law.Fence, $"{what} was written by {NameOf(by)}, whose lease {(state.IsAlive(by) ? "runs" : "is over")}; it is in the hands of {NameOf(held)}");
        }
    }

    public void Denied(NodeId? claimant) => Refused += claimant is null ? 0 : 1;

    /// <summary>Whether this process has it in hand, as a node that is alive.</summary>
    public bool IsHeldBy(Process process, NodeId? held) => held is { } id && state.IsAlive(id) && _processes.GetValueOrDefault(id) == process;

    public string NameOf(NodeId? id) => id is { } node ? _processes.TryGetValue(node, out var process) ? process.Name : node.Value : "nobody";
}
