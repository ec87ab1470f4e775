using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>What the store's contracts have in common: a store of their own, and verbs that make things happen in it.</summary>
public abstract class StoreContract : IAsyncLifetime
{
    private readonly IOpenStore _store;

    internal static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    internal static readonly NodeId Here = new("here");
    internal static readonly OperatorId Anna = new("anna");
    internal static readonly OperatorId Boris = new("boris");
    internal static readonly QueueSettings Queue = Named("default");
    internal static readonly QueueSettings Sales = Named("sales");

    private int _ids;

    private protected StoreContract(IOpenStore store) => _store = store;

    internal ICallStore Calls => _store.Calls;

    internal IConferenceLedger Ledger => _store.Ledger;

    internal IOperatorStore Operators => _store.Operators;

    internal INodeRegistry Nodes => _store.Nodes;

    internal ICallCounts CallCounts => _store.CallCounts;

    internal ILedgerCounts LedgerCounts => _store.LedgerCounts;

    public async Task InitializeAsync()
    {
        await _store.OpenAsync();
        await Nodes.EnterAsync(Here, CancellationToken.None);
    }

    public async Task DisposeAsync() => await _store.DisposeAsync();

    internal static QueueSettings Named(string name) => QueueSettings.Of(name, new QueueOptions());

    internal static DateTimeOffset At(double seconds) => Noon.AddSeconds(seconds);

    internal Call NewCall(double arrivedAt = 0, string queue = "default") =>
        new(new CallId(NextGuid()), queue, At(arrivedAt)) { GiveUpAt = At(arrivedAt + 600) };

    internal Task<Call> PlacedAsync(double arrivedAt = 0, string queue = "default") => PlacedAsync(NewCall(arrivedAt, queue));

    internal async Task<Call> PlacedAsync(Call call) => Assert.IsType<Placement.Placed>(await PlaceAsync(call)).Call;

    internal Task<Placement> PlaceAsync(Call call, IdempotencyKey? key = null, int? queueLimit = 1000, DateTimeOffset? dueAt = null) =>
        Calls.PlaceAsync(() => (call, dueAt ?? call.GiveUpAt), key, queueLimit, CancellationToken.None);

    /// <summary>The call after the event, written.</summary>
    internal async Task<Call> HappensAsync(Call call, CallEvent happened)
    {
        var change = Change(call, happened);
        Assert.True(await TryApplyAsync(change), $"{happened} is refused.");
        return change.After;
    }

    /// <summary>The same in a queue with settings of its own.</summary>
    internal async Task<Call> HappensAsync(Call call, CallEvent happened, QueueSettings queue)
    {
        var change = CallChange.Of(call, happened, queue, happened.At) ?? throw new InvalidOperationException($"{happened} came too late for {call}.");
        Assert.True(await TryApplyAsync(change), $"{happened} is refused.");
        return change.After;
    }

    internal async Task<bool> TryApplyAsync(CallChange change) =>
        await Calls.ApplyAsync(change, claimant: null, CancellationToken.None) == Written.Done;

    /// <summary>What this node may take in hand.</summary>
    internal async Task<IEnumerable<CallId>> DueAsync(DateTimeOffset now, int limit) =>
        (await Calls.ClaimDueAsync(Here, [], now, limit, CancellationToken.None)).Select(call => call.Id);

    internal static CallChange Change(Call call, CallEvent happened) =>
        CallChange.Of(call, happened, Queue, happened.At) ?? throw new InvalidOperationException($"{happened} came too late for {call}.");

    internal CallEvent Offered(OperatorId to, double at) => new CallEvent.Offered(new LedgerId(NextGuid()), to, to.Value, At(at));

    internal Task<Call> OfferedAsync(Call call, OperatorId to, double at) => HappensAsync(call, Offered(to, at));

    internal async Task<Call> RingingAsync(Call call, OperatorId at, double from)
    {
        var offered = await OfferedAsync(call, at, from);
        return await HappensAsync(offered, new CallEvent.Rang(Conference(offered), new ConferenceId("100"), TimeSpan.FromSeconds(20), At(from)));
    }

    /// <summary>Rung for twenty seconds, without an answer.</summary>
    internal async Task<Call> MissedAsync(Call call, OperatorId by, double from)
    {
        var ringing = await RingingAsync(call, by, from);
        return await HappensAsync(
            ringing, new CallEvent.LookedForAnswer(Conference(ringing), Joined: false, Gone: false, TimeSpan.FromSeconds(1), At(from + 20)));
    }

    internal async Task<Call> ConnectedAsync(Call call, OperatorId to, double at)
    {
        var ringing = await RingingAsync(call, to, at);
        var answered = await HappensAsync(
            ringing, new CallEvent.LookedForAnswer(Conference(ringing), Joined: true, Gone: false, TimeSpan.FromSeconds(1), At(at)));
        return await HappensAsync(
            answered, new CallEvent.Connected(Conference(ringing), "https://video.example.com/c/100#t", TimeSpan.FromSeconds(10), At(at)));
    }

    /// <summary>The conference of the last offer.</summary>
    internal static LedgerId Conference(Call call) => call.Offers[^1].Conference;

    internal async Task<LedgerEntry> EntryAsync(Call call) =>
        await Ledger.FindAsync(Conference(call), CancellationToken.None) ?? throw new InvalidOperationException("The ledger has no such entry.");

    internal async Task GoneAsync(Call call, double at) =>
        Assert.True(await Ledger.SaveAsync((await EntryAsync(call)).Gone(At(at)), claimant: null, CancellationToken.None));

    internal static Roster RosterOf(double readAt, params OperatorId[] available) =>
        new(new GroupId("1"), At(readAt), [.. available.Select(id => new Operator(id, id.Value, Presence.Available))]);

    /// <summary>Gives each call the operator beside it.</summary>
    internal async Task<IReadOnlyList<CallChange>> MatchAsync(Roster roster, double at, params QueueSettings[] queues) =>
        await Calls.MatchAsync(roster, queues.Length == 0 ? [Queue] : queues, (calls, free) => Pairs(calls, free, at), At(at), CancellationToken.None);

    internal IReadOnlyList<CallChange> Pairs(IReadOnlyList<Call> calls, IReadOnlyList<Candidate> free, double at) =>
        [.. calls.Zip(free, (call, candidate) => Change(call, Offered(candidate.Id, at)))];

    private Guid NextGuid() => new(Interlocked.Increment(ref _ids), 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}

/// <summary>A store that is empty; disposing of it leaves nothing behind.</summary>
internal interface IOpenStore : IAsyncDisposable
{
    Task OpenAsync();

    ICallStore Calls { get; }

    IConferenceLedger Ledger { get; }

    IOperatorStore Operators { get; }

    INodeRegistry Nodes { get; }

    ICallCounts CallCounts { get; }

    ILedgerCounts LedgerCounts { get; }
}
