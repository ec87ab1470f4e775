using ContactCenter.Operators;

namespace ContactCenter.Simulation.Store;

/// <summary>What the modelled server keeps of operators beside their calls: nothing, as nobody pauses there.</summary>
internal sealed class OperatorStoreLine : IOperatorStore
{
    public Task<IReadOnlyList<OperatorFacts>> FactsAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<OperatorFacts>>([.. ids.Select(id => new OperatorFacts(id))]);

    public Task PauseAsync(OperatorId id, string reason, DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ResumeAsync(OperatorId id, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ReadyAsync(OperatorId id, DateTimeOffset now, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CameBackAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) => Task.CompletedTask;
}
