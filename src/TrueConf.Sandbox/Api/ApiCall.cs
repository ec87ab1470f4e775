namespace TrueConf.Sandbox.Api;

/// <summary>What the middleware must know about a route before its handler runs.</summary>
internal sealed record ApiCall(ApiRoute Route)
{
    /// <summary>Whichever of these scopes the application has is enough; empty asks for no token.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public static ApiCall? Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ApiCall>();
}

/// <summary>What handler and middleware tell each other about one request.</summary>
internal sealed class ApiNotes
{
    public FaultKind? Fault { get; set; }

    /// <summary>False lets everything look done that is not.</summary>
    public bool Keep => Fault is not FaultKind.NotApplied;

    /// <summary>The connection was cut on purpose; the caller got nothing.</summary>
    public bool Lost { get; set; }

    public string? Conference { get; set; }

    public IReadOnlyList<string>? Tags { get; set; }

    public static ApiNotes Of(HttpContext context)
    {
        if (context.Features.Get<ApiNotes>() is not { } notes)
        {
            context.Features.Set(notes = new ApiNotes());
        }

        return notes;
    }
}
