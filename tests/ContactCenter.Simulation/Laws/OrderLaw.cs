using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Simulation.Store;

namespace ContactCenter.Simulation.Laws;

/// <summary>Of all queues of a group together, who comes first is offered first, unless the rules pass over them for this operator.</summary>
internal sealed class OrderLaw(Lawbook laws, StoreState state, Fitness fitness)
{
    public void Chosen(IMatch match, IReadOnlyList<CallChange> chosen, DateTimeOffset now)
    {
        foreach (var change in chosen)
        {
            var later = state.Calls[change.Before.Id];
            var taken = change.Intents.First().Operator;
            foreach (var earlier in state.Calls.Values)
            {
                // Whoever rings nowhere yet comes before everybody who rings already, and else by rank.
                if ((change.Before.LiveOffers.Any() || (earlier.Call.Rank, earlier.Seq).CompareTo((later.Call.Rank, later.Seq)) < 0)
                    && match.Queues.Any(queue => queue.Name == earlier.Call.Queue)
                    && !chosen.Any(other => other.Before.Id == earlier.Call.Id)
                    && MayHave(earlier.Call, taken, match, now))
                {
                    laws.Break(Law.Order, $"{taken} is offered call {later.Call.Id}, although call {earlier.Call.Id} comes first and wants an operator: {Told(later)}, and {Told(earlier)}");
                }
            }
        }
    }

    private static string Told(CallRow row) =>
        $"{row.Call.Queue} {row.Call.Kind} of class {row.Call.Class} arrived {row.Call.ArrivedAt:T}, wide {row.Call.Width}, held for {row.Call.HeldFor}, missed by {row.Call.LastMissed?.Operator} {row.Call.LastMissed?.EndedAt:T}";

    private bool MayHave(Call call, OperatorId id, IMatch match, DateTimeOffset now) =>
        call.WantsOperator
        && !call.LiveOffers.Any()
        && now < call.GiveUpAt
        && Fitness.IsHeldForNobodyBut(call, id)
        && fitness.CanDo(id, call, match.Operators, now)
        && !fitness.HasJustMissed(id, call, now);
}
