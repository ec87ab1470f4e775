namespace ContactCenter.Storage;

/// <summary>What an idempotency key stands for.</summary>
internal sealed record KnownKey(string Request, string CallId);
