using ContactCenter.Calls;
using ContactCenter.Simulation.Store;

namespace ContactCenter.Simulation.Laws;

/// <summary>About each offer: to whom, of which call, and of how many at once.</summary>
internal sealed class OfferLaws(Lawbook laws, StoreState state, Fitness fitness)
{
    /// <summary>When an offer of any call was written last.</summary>
    public DateTimeOffset LastAt { get; private set; }

    /// <summary>Whether there may be one conference more, as settings say and refusals have taught.</summary>
    public bool IsOneMoreAllowed => !(NotGone >= fitness.MostConferences) && !IsTooMany(1, state.Now);

    /// <summary>Whether it can be that there may not.</summary>
    public bool IsLimited => fitness.MostConferences is not null || state.Licence is not null;

    /// <summary>Whether refusals forbid so many more; when that has run out it is one more than run, or than were allowed.</summary>
    private bool IsTooMany(int more, DateTimeOffset now)
    {
        var (notGone, running, starting, leaving) = state.Conferences;
        return state.Licence is { } learnt
            && (now < learnt.Until ? notGone + more > learnt.Most
                : running + starting == 0 ? more > Math.Max(learnt.Most + 1 - leaving, 1)
                : running + starting + leaving + more > Math.Max(learnt.Most, running) + 1);
    }

    private int NotGone => state.Ledger.Values.Count(row => row.Entry.GoneAt is null);

    /// <summary>Offers were decided upon, upon what the store holds this moment.</summary>
    public void Chosen(IMatch match, IReadOnlyList<CallChange> chosen, DateTimeOffset now)
    {
        if (chosen.Count > 0 && IsTooMany(chosen.Count, now))
        {
            laws.Break(Law.Refused, $"{chosen.Count} offers beside {state.Conferences}, and the server has refused more than {state.Licence}");
        }

        foreach (var change in chosen)
        {
            var taken = change.Intents.First().Operator;
            if (!fitness.CanDo(taken, change.Before, match.Operators, now))
            {
                laws.Break(Law.Skills, $"{taken} is offered call {change.Before.Id}, which needs {change.Before.Needs} after {now - change.Before.ArrivedAt}");
            }

            if (state.Operators.GetValueOrDefault(taken) is { } row
                && (row.Pause is not null || row.WrapUpUntil > now || row.CoolingUntil > now || row.RestingUntil > now))
            {
                laws.Break(Law.OwnTime, $"{taken} is offered call {change.Before.Id}: pause {row.Pause}, wrap-up until {row.WrapUpUntil:O}, cool-down until {row.CoolingUntil:O}, rest until {row.RestingUntil:O}");
            }
        }
    }

    public void Written(CallChange change)
    {
        var after = change.After;
        foreach (var intent in change.Intents)
        {
            LastAt = state.Now;
            if (!Fitness.IsHeldForNobodyBut(change.Before, intent.Operator))
            {
                laws.Break(Law.Held, $"call {after.Id} is held for {change.Before.HeldFor} and offered to {intent.Operator}");
            }

            if (NotGone > fitness.MostConferences)
            {
                laws.Break(Law.Licence, $"{NotGone} conferences are not gone, {fitness.MostConferences} are allowed");
            }
        }

        var live = after.LiveOffers.Count();
        if (live > after.Width || (live > 1 && after.HeldFor is not null))
        {
            laws.Break(Law.Width, $"call {after.Id} rings at {live}, may ring at {after.Width}, is held for {after.HeldFor}");
        }
    }
}
