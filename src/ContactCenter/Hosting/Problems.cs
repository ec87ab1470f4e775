using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ContactCenter.Hosting;

/// <summary>Refusals as the product's programs read them: <c>application/problem+json</c> with a stable type under <c>/problems/</c>.</summary>
internal static class Problems
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="type">What programs compare, for example <c>queue-full</c>; never changed once it is out.</param>
    /// <param name="title">The sentence a person reads, the same for every refusal of the type.</param>
    /// <param name="detail">What is particular to this one; null when there is nothing.</param>
    /// <param name="extensions">The same for programs, by name.</param>
    public static ProblemHttpResult Of(
        int status, string type, string title, string? detail = null, IDictionary<string, object?>? extensions = null) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: TypeOf(type), extensions: extensions);

    /// <summary>A body that was understood but breaks rules: every field with its sentences.</summary>
    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status400BadRequest,
            Type = TypeOf("invalid-request"),
            Title = "Some fields of the request are not right.",
        });

    /// <summary>What the framework refuses by a bare status: an unknown address, a wrong method, a body that is no JSON.</summary>
    public static ProblemHttpResult Bare(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Of(status, "malformed-request", "The request could not be read."),
        StatusCodes.Status404NotFound => Of(status, "not-found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => Of(status, "method-not-allowed", "This address does not know this method."),
        StatusCodes.Status413PayloadTooLarge => Of(status, "body-too-large", "The body of the request is too large."),
        StatusCodes.Status415UnsupportedMediaType => Of(status, "unsupported-media-type", "The body of the request must be application/json."),
        _ => Of(status, $"status-{status}", "The request was refused."),
    };

    /// <summary>A bug, or a part that failed and has no problem of its own. It says nothing but where in the log to look.</summary>
    public static ProblemHttpResult Unexpected(string traceId) => TypedResults.Problem(new ProblemDetails
    {
        Status = StatusCodes.Status500InternalServerError,
        Type = TypeOf("unexpected"),
        Title = "Something went wrong on our side.",
        Extensions = { ["traceId"] = traceId },
    });

    private static string TypeOf(string type) => $"/problems/{type}";
}
