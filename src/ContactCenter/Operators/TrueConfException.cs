namespace ContactCenter.Operators;

/// <summary>TrueConf Server did not do what it was asked. Part of the ports' contract; only <c>TrueConf/</c> throws it.</summary>
/// <remarks>The message names what was asked and what came back: never a token, a secret or a body.</remarks>
public sealed class TrueConfException(TrueConfFailure failure, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public TrueConfFailure Failure { get; } = failure;

    /// <summary>Whether the request may have taken effect although no good answer came.</summary>
    public bool OutcomeUnknown => Failure == TrueConfFailure.Unknown;
}

/// <summary>What is known of a request that failed.</summary>
public enum TrueConfFailure
{
    /// <summary>It certainly never arrived: no connection, or the breaker is open.</summary>
    NotSent,

    /// <summary>No answer, a 5xx or an unreadable answer: it may or may not have been done.</summary>
    Unknown,

    /// <summary>The credentials, their scope or the certificate are not accepted: a person must act.</summary>
    Denied,

    /// <summary>There is no such thing (404).</summary>
    NotFound,

    /// <summary>Understood and refused (any other 4xx).</summary>
    Refused,
}
