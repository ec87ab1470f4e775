using ContactCenter.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ContactCenter.Calls;

/// <summary>The refusals of the guest's API, each with its stable type.</summary>
internal static class CallProblems
{
    public static ProblemHttpResult NoToken() => Problems.Of(
        StatusCodes.Status401Unauthorized, "token-missing", "This needs the call's token: Authorization: Bearer …");

    public static ProblemHttpResult NoSuchCall() => Problems.Of(
        StatusCodes.Status404NotFound, "call-not-found", "There is no such call, or the token is not this call's.");

    public static ProblemHttpResult NoSuchQueue(string name) => Problems.Of(
        StatusCodes.Status404NotFound, "queue-not-found", "There is no such queue.", $"queue is '{name}'.");

    public static ProblemHttpResult QueueFull() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "queue-full", "So many guests are waiting that no more can be taken just now.");

    /// <param name="opensAt">Null when that is not known.</param>
    public static ProblemHttpResult QueueClosed(DateTimeOffset? opensAt) => Problems.Of(
        StatusCodes.Status503ServiceUnavailable,
        "queue-closed",
        "The queue is closed at this time.",
        opensAt is { } at ? $"It opens at {at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}." : null,
        new Dictionary<string, object?> { ["opensAt"] = opensAt?.UtcDateTime });

    public static ProblemHttpResult NobodyThere() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "nobody-there", "Nobody is there to answer just now.");

    public static ProblemHttpResult KeyReused() => Problems.Of(
        StatusCodes.Status409Conflict, "idempotency-key-reused", "This Idempotency-Key was used with another request.");

    public static ProblemHttpResult NotConnected(CallState state) => Problems.Of(
        StatusCodes.Status409Conflict, "call-not-connected", "The call has no conversation to join.", $"It is {Lower(state)}.");

    public static ProblemHttpResult Invalid(string field, string rule) =>
        Problems.Invalid(new Dictionary<string, string[]> { [field] = [rule] });

    public static ProblemHttpResult TrueConfUnavailable() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "trueconf-unavailable", "The video server cannot be reached just now; try again in a moment.");

    public static ProblemHttpResult NoGuestLink() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "guest-link-unavailable", "The video server lets no guests in just now.");

    private static string Lower(CallState state) => state.ToString().ToLowerInvariant();
}
