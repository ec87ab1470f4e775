namespace ContactCenter.Calls;

/// <summary>The person on the website, as far as the site told us. Every part may be missing.</summary>
public sealed record Guest(string? Name = null, string? Email = null, string? Phone = null, string? Language = null);
