using System.Collections.Concurrent;

using ContactCenter.Operators;

namespace ContactCenter.Tests.Support;

/// <summary>What is kept of operators, for as long as the process lives.</summary>
internal sealed class OperatorsInMemory : IOperatorStore
{
    private readonly ConcurrentDictionary<OperatorId, OperatorFacts> _facts = new();

    public Task<IReadOnlyList<OperatorFacts>> FactsAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OperatorFacts>>([.. ids.Select(id => _facts.GetValueOrDefault(id) ?? new OperatorFacts(id))]);

    public Task PauseAsync(OperatorId id, string reason, DateTimeOffset now, CancellationToken cancellationToken) =>
        Keep(id, facts => facts with { Pause = new OperatorPause(facts.Pause?.Since ?? now, reason, IsAutomatic: false) });

    public Task ResumeAsync(OperatorId id, CancellationToken cancellationToken) =>
        Keep(id, facts => facts with { Pause = null, MissedInRow = 0 });

    public Task ReadyAsync(OperatorId id, DateTimeOffset now, CancellationToken cancellationToken) =>
        Keep(id, facts => facts.WrapUpEndsWhenReady ? facts with { WrapUpUntil = null, IdleSince = now } : facts);

    public Task CameBackAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) => Task.CompletedTask;

    private Task Keep(OperatorId id, Func<OperatorFacts, OperatorFacts> change)
    {
        _facts.AddOrUpdate(id, _ => change(new OperatorFacts(id)), (_, facts) => change(facts));
        return Task.CompletedTask;
    }
}
