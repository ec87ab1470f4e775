using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.TrueConf;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Laws;

/// <summary>What must be so, whatever happens. The first law that is broken ends a world.</summary>
internal sealed class Lawbook
{
    private readonly Agenda _agenda;
    private readonly StoreState _state;
    private readonly Dictionary<CallOutcome, int> _ended = [];
    private int _placed;

    public Lawbook(Agenda agenda, StoreState state, Setup setup)
    {
        (_agenda, _state) = (agenda, state);
        Claims = new ClaimLaws(this, state);
        Fitness = new Fitness(setup);
        Offers = new OfferLaws(this, state, Fitness);
        Order = new OrderLaw(this, state, Fitness);
        Requests = new RequestLaws(this, state, agenda, setup.Queues[0].RosterInterval);
        Returns = new ReturnLaw(this, state, agenda);
        Rings = new RingLaw(this);
    }

    public ClaimLaws Claims { get; }
    public Fitness Fitness { get; }
    public OfferLaws Offers { get; }
    public OrderLaw Order { get; }
    public RequestLaws Requests { get; }
    public ReturnLaw Returns { get; }
    public RingLaw Rings { get; }
    public Broken? First { get; private set; }

    /// <summary>How far the clocks of two nodes may be apart.</summary>
    public TimeSpan Tolerance { get; init; }

    /// <summary>Asked when a call ends because its guest was taken for gone.</summary>
    public Func<CallId, string?>? WhyPresent { get; set; }

    public void Break(string law, string how)
    {
        if (First is null && !_state.Plants.Overlooked.Any(part => law.Contains(part, StringComparison.Ordinal)))
        {
            First = new Broken(law, _agenda.Now / (double)TimeSpan.TicksPerSecond, how);
        }
    }

    /// <summary>Something went wrong inside the product, or in what it does for a guest.</summary>
    public void WentWrong(Exception? trouble)
    {
        if (trouble is not (null or StoreAwayException or OperationCanceledException or TrueConfException))
        {
            Break(Law.Foreseen, trouble.ToString());
        }
    }

    public void Placed(CallRow row)
    {
        _placed++;
        Has(row);
    }

    public void Written(CallRow row, CallChange change, Call known, Hosting.Nodes.NodeId? held, Hosting.Nodes.NodeId? claimant)
    {
        var (before, after) = (change.Before, change.After);
        Claims.Written(held, claimant, $"call {after.Id}");
        Has(row);
        if (!ReferenceEquals(known, before))
        {
            Break(Law.NothingUndone, $"call {after.Id} is changed upon another version {before.Version} than the one that was written");
        }

        Offers.Written(change);
        if (before.ArrivedAt != after.ArrivedAt || before.Rank != after.Rank || after.GiveUpAt > before.GiveUpAt)
        {
            Break(Law.Age, $"call {after.Id} arrived at {before.ArrivedAt:O}, now {after.ArrivedAt:O}; rank {before.Rank}, now {after.Rank}; to be given up {before.GiveUpAt:O}, now {after.GiveUpAt:O}");
        }

        if (before.Queue != after.Queue && (Fitness.QueueOf(before).OverflowTo != after.Queue || before.OverflowedFrom.Contains(after.Queue)))
        {
            Break(Law.Age, $"call {after.Id} goes from {before.Queue} to {after.Queue}");
        }

        if (after.Offers.Count(offer => offer.State == OfferState.Answered) > 1)
        {
            Break(Law.OneAccepted, $"call {after.Id}");
        }

        foreach (var intent in change.Intents)
        {
            if (_state.Ledger.Values.Count(one => one.Entry.GoneAt is null && one.Entry.Operator == intent.Operator) > 1)
            {
                Break(Law.OneLiveOffer, $"{intent.Operator} is offered call {after.Id} and has another conference that is not gone");
            }
        }

        if (after.Outcome is { } outcome)
        {
            _ended[outcome] = _ended.GetValueOrDefault(outcome) + 1;
            if (outcome == CallOutcome.Abandoned && claimant is not null && WhyPresent?.Invoke(after.Id) is { } there)
            {
                Break(Law.Present, $"call {after.Id} was ended as abandoned; its guest {there}");
            }

            if (outcome == CallOutcome.Abandoned && claimant is not null && before.DetachedAt + before.Grace > _state.Now + Tolerance)
            {
                Break(Law.Grace, $"call {after.Id} was ended as abandoned; its guest went at {before.DetachedAt:O} and may be away for {before.Grace}");
            }
        }
    }

    public void Saved(LedgerRow row)
    {
        if (row.Entry.GoneAt is null && _state.Ledger.Values.Any(one => one != row && one.Entry.GoneAt is null && one.Entry.Operator == row.Entry.Operator))
        {
            Break(Law.OneLiveOffer, $"{row.Entry.Operator} has two conferences in the ledger");
        }
    }

    /// <summary>Looked at every second.</summary>
    public void Count()
    {
        var live = _state.Calls.Values.Count(row => row.IsLive);
        if (_placed != live + _ended.Values.Sum())
        {
            Break(Law.Count, $"{_placed} placed, {live} live, {string.Join(", ", _ended.Select(one => $"{one.Value} {one.Key}"))}");
        }
    }

    public IReadOnlyDictionary<CallOutcome, int> Ended => _ended;

    private void Has(CallRow row)
    {
        if (row.IsLive == (row.Call.State == CallState.Ended))
        {
            Break(Law.Deadline, $"call {row.Call.Id} is {row.Call.State} and due at {row.DueAt:O}");
        }
    }
}

/// <summary>About devices that ring.</summary>
internal sealed class RingLaw(Lawbook laws)
{
    public int Count { get; private set; }

    public void Began(Device device)
    {
        Count++;
        if (device.Ringing.Count > 1)
        {
            laws.Break(Law.OneRing, $"{device.Id} is rung by conferences {string.Join(" and ", device.Ringing.Select(one => one.Id))}");
        }
    }
}
