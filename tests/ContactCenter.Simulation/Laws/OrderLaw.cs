using ContactCenter.Calls;
using ContactCenter.Routing;
using ContactCenter.Simulation.Store;

namespace ContactCenter.Simulation.Laws;

/// <summary>Who came first is offered first, unless the rules pass over them for this operator.</summary>
internal sealed class OrderLaw(Lawbook laws, StoreState state)
{
    public void Chosen(IReadOnlyList<CallChange> chosen, IReadOnlyList<QueueSettings> queues, DateTimeOffset now)
    {
        foreach (var change in chosen)
        {
            var later = state.Calls[change.Before.Id];
            var taken = change.Intents.First().Operator;
            foreach (var earlier in state.Calls.Values)
            {
                if ((earlier.Call.Rank, earlier.Seq).CompareTo((later.Call.Rank, later.Seq)) < 0
                    && queues.FirstOrDefault(queue => queue.Name == earlier.Call.Queue) is { } queue
                    && earlier.Call.WantsOperator
                    && (earlier.Call.HeldFor is null || earlier.Call.HeldFor == taken)
                    && now < earlier.Call.GiveUpAt
                    && !(earlier.Call.LastMissed is { } missed && missed.Operator == taken && now < missed.EndedAt + queue.RetryDelay)
                    && !chosen.Any(other => other.Before.Id == earlier.Call.Id))
                {
                    laws.Break(Law.Order, $"{taken} is offered call {later.Call.Id}, although call {earlier.Call.Id} came earlier and wants an operator");
                }
            }
        }
    }
}
