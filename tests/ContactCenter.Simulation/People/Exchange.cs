using ContactCenter.Hosting.Nodes;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.People;

/// <summary>One request of a guest to one node, from the asking to the answer, or until one of the two is gone.</summary>
internal sealed class Exchange(Town town, ServerNode node, Chance chance, Action failed)
{
    private readonly CancellationTokenSource _gone = new();
    private long _delivered;

    public ServerNode Node => node;

    /// <summary>Whether the guest still waits for it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>When the node took the guest for present, and as which member; null before and afterwards.</summary>
    public (long At, NodeId As)? Present { get; set; }

    public CancellationToken Gone => _gone.Token;

    public void Serve(Func<Exchange, Task> handler)
    {
        node.Serving.Add(this);
        node.Process.Begin(() => _ = ServeAsync(handler), chance.Seconds(0.001, 0.02));
    }

    /// <summary>Says something to the guest, in order; it is lost when the guest no longer listens.</summary>
    public void Tell(Action told)
    {
        _delivered = Math.Max(_delivered, town.Agenda.Now + chance.Seconds(0.001, 0.02).Ticks);
        town.Agenda.At(_delivered, () =>
        {
            if (!IsOver)
            {
                told();
            }
        });
    }

    /// <summary>The last word.</summary>
    public void Finish(Action told) => Tell(() =>
    {
        IsOver = true;
        told();
    });

    /// <summary>The guest no longer waits; the node finds out in a moment.</summary>
    public void Abort(TimeSpan noticedAfter)
    {
        IsOver = true;
        node.Process.Begin(_gone.Cancel, noticedAfter);
    }

    /// <summary>The node is gone; the guest finds out in a moment.</summary>
    public void Break()
    {
        Present = null;
        Finish(failed);
    }

    private async Task ServeAsync(Func<Exchange, Task> handler)
    {
        try
        {
            await handler(this);
        }
        catch (Exception e)
        {
            town.Laws.WentWrong(e);
            Finish(failed);
        }
        finally
        {
            Present = null;
            node.Serving.Remove(this);
        }
    }
}
