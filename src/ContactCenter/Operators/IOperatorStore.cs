namespace ContactCenter.Operators;

/// <summary>What is kept of operators. Every method is one transaction; each may be repeated without harm.</summary>
public interface IOperatorStore
{
    /// <summary>What is known of each of these, in the same order; of somebody who never had a call, nothing but the id.</summary>
    Task<IReadOnlyList<OperatorFacts>> FactsAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken);

    /// <summary>No calls from now on. A pause that holds already keeps its beginning.</summary>
    Task PauseAsync(OperatorId id, string reason, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Calls again; also counts missed rings anew.</summary>
    Task ResumeAsync(OperatorId id, CancellationToken cancellationToken);

    /// <summary>Ends a wrap-up that ends when the operator is ready; others run out by themselves. The operator is idle from now on.</summary>
    Task ReadyAsync(OperatorId id, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends the automatic pauses of those who are back after having been signed out.</summary>
    Task CameBackAsync(IReadOnlyCollection<OperatorId> ids, CancellationToken cancellationToken);
}
