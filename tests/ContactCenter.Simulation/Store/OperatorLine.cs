using ContactCenter.Operators;

namespace ContactCenter.Simulation.Store;

/// <summary>What is known of operators, as one process finds it in the store.</summary>
internal sealed class OperatorLine(StoreLine line) : IOperatorStore
{
    private StoreState State => line.State;

    public Task<IReadOnlyList<OperatorFacts>> FactsAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) =>
        line.DoAsync<IReadOnlyList<OperatorFacts>>(() => [.. ids.Select(id => State.FactsOf(id, recentSince: null))], cancellationToken);

    public Task PauseAsync(OperatorId id, string reason, DateTimeOffset now, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            var row = State.Of(id);
            row.Pause = new OperatorPause(row.Pause?.Since ?? now, reason, IsAutomatic: false);
        },
        cancellationToken);

    public Task ResumeAsync(OperatorId id, CancellationToken cancellationToken) => line.DoAsync(() => Resume(State.Of(id)), cancellationToken);

    public Task ReadyAsync(OperatorId id, DateTimeOffset now, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            if (State.Of(id) is { WrapUpEndsWhenReady: true } row && row.WrapUpUntil > now)
            {
                (row.WrapUpUntil, row.WrapUpEndsWhenReady, row.IdleSince) = (null, false, now);
            }
        },
        cancellationToken);

    public Task CameBackAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken) => line.DoAsync(
        () =>
        {
            foreach (var row in ids.Select(State.Of).Where(row => row.Pause is { IsAutomatic: true } && !State.Plants.PausesKept))
            {
                Resume(row);
            }
        },
        cancellationToken);

    private static void Resume(OperatorRow row) => (row.Pause, row.MissedInRow) = (null, 0);
}
