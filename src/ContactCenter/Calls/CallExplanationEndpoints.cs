using System.Text.Json;
using ContactCenter.Hosting;
using ContactCenter.Routing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ContactCenter.Calls;

/// <summary>The supervisor's question about a call: why does it wait, and why was it offered to whom it was?</summary>
internal static class CallExplanationEndpoints
{
    /// <summary>Without an admin key there is no such address.</summary>
    public static void MapCallExplanations(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.AdminKey.Length > 0)
        {
            app.MapGet("/api/admin/calls/{id}/explanation", GetExplanation).RequireAdminKey();
        }
    }

    private static async Task<Results<Ok<CallExplanationView>, ProblemHttpResult>> GetExplanation(
        string id, CallExplanations explanations, CancellationToken cancellationToken) =>
        CallId.TryParse(id) is { } call && await explanations.WhyAsync(call, cancellationToken) is { } explanation
            ? TypedResults.Ok(CallExplanationView.Of(explanation))
            : Problems.Of(StatusCodes.Status404NotFound, "call-not-found", "There is no such call.");
}

/// <summary>An explanation on the wire.</summary>
/// <param name="Reason">A <see cref="WaitReason"/>; null when the call does not wait.</param>
/// <param name="Operators">How many, by <see cref="ContactCenter.Operators.Availability"/>.</param>
internal sealed record CallExplanationView(
    string Id,
    string Queue,
    CallState State,
    WaitReason? Reason,
    IReadOnlyDictionary<string, int> Operators,
    IReadOnlyList<DecisionView> Decisions)
{
    public static CallExplanationView Of(CallExplanation explanation) => new(
        explanation.Call.Id.ToString(),
        explanation.Call.Queue,
        explanation.Call.State,
        explanation.Reason,
        explanation.Operators.ToDictionary(one => JsonNamingPolicy.CamelCase.ConvertName(one.Key.ToString()), one => one.Value),
        [.. explanation.Decisions.Select(DecisionView.Of)]);
}

/// <summary>A decision on the wire; its call is known there.</summary>
internal sealed record DecisionView(
    DateTimeOffset At,
    string Queue,
    string Chosen,
    string Strategy,
    ChoiceReason Reason,
    IReadOnlyList<ConsideredView> Considered,
    IReadOnlyList<ExcludedView> Excluded,
    int Others)
{
    public static DecisionView Of(Decision decision) => new(
        decision.At,
        decision.Queue,
        decision.Chosen.Value,
        decision.Strategy,
        decision.Reason,
        [.. decision.Considered.Select(one => new ConsideredView(one.Operator.Value, one.Tier, one.Measure))],
        [.. decision.Excluded.Select(one => new ExcludedView(one.Operator.Value, JsonNamingPolicy.CamelCase.ConvertName(one.Rule)))],
        decision.Others);
}

/// <summary>Who could have had it.</summary>
internal sealed record ConsideredView(string Operator, int Tier, string Measure);

/// <summary>Who could not, and by which rule.</summary>
internal sealed record ExcludedView(string Operator, string Rule);
