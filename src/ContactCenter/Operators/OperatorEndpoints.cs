using ContactCenter.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ContactCenter.Operators;

/// <summary>The supervisor's side of operators' time: who is there and free, and who gets no calls. With the admin key; without one configured there is no such address.</summary>
internal static class OperatorEndpoints
{
    public static void MapOperators(this WebApplication app)
    {
        if (!app.Services.HasAdminKey())
        {
            return;
        }

        var operators = app.MapGroup("/api/admin/operators").RequireAdminKey();
        operators.MapGet("/", ListOperators);
        operators.MapPut("/{id}/pause", Pause);
        operators.MapDelete("/{id}/pause", Resume);
        operators.MapPost("/{id}/ready", Ready);
    }

    /// <summary>Every member of the groups that calls go to, as the last readings found them; never causes a request to TrueConf.</summary>
    private static async Task<Ok<OperatorsView>> ListOperators(
        OperatorRoster roster, IRosterFollower follower, IOperatorStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var members = MembersOf(roster, follower);
        var facts = await store.FactsAsync([.. members.Select(one => one.Id)], cancellationToken);
        var now = clock.GetUtcNow();
        return TypedResults.Ok(new OperatorsView([.. members.Zip(facts, (one, known) => OperatorAdminView.Of(one, known, now))]));
    }

    /// <summary>No calls from now on. A conversation goes on; a ring that has begun goes on too. 204, also when a pause holds already.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> Pause(
        string id, NewPause? pause, OperatorRoster roster, IRosterFollower follower, IOperatorStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        if ((pause ?? new NewPause()).Errors() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        return await ChangeAsync(id, roster, follower, known => store.PauseAsync(known, pause!.Reason!.Trim(), clock.GetUtcNow(), cancellationToken));
    }

    /// <summary>Calls again. 204, also when no pause holds.</summary>
    private static Task<Results<NoContent, ProblemHttpResult>> Resume(
        string id, OperatorRoster roster, IRosterFollower follower, IOperatorStore store, CancellationToken cancellationToken) =>
        ChangeAsync(id, roster, follower, known => store.ResumeAsync(known, cancellationToken));

    /// <summary>Ends a wrap-up that ends when the operator is ready. 204, also when there is none.</summary>
    private static Task<Results<NoContent, ProblemHttpResult>> Ready(
        string id, OperatorRoster roster, IRosterFollower follower, IOperatorStore store, TimeProvider clock, CancellationToken cancellationToken) =>
        ChangeAsync(id, roster, follower, known => store.ReadyAsync(known, clock.GetUtcNow(), cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        string id, OperatorRoster roster, IRosterFollower follower, Func<OperatorId, Task> change)
    {
        if (OperatorId.Spelt(id) is not { } known || MembersOf(roster, follower).All(one => one.Id != known))
        {
            return Problems.Of(
                StatusCodes.Status404NotFound, "operator-not-found", "There is no such operator in the groups that calls go to.", $"id is '{id}'.");
        }

        await change(known);
        return TypedResults.NoContent();
    }

    private static IReadOnlyList<GroupMember> MembersOf(OperatorRoster roster, IRosterFollower follower) =>
    [
        .. from followed in follower.Groups
           let latest = roster.Watch(followed.Name).Latest
           where latest is not null
           from one in latest.Operators
           group (Group: followed.Name, latest.ReadAt, Operator: one) by one.Id into same
           orderby same.Key.Value
           let newest = same.MaxBy(one => one.ReadAt)
           select new GroupMember(newest.Operator, [.. same.Select(one => one.Group)], newest.ReadAt),
    ];
}

/// <summary>An operator as the last reading of any of their groups found them.</summary>
internal sealed record GroupMember(Operator Operator, IReadOnlyList<string> Groups, DateTimeOffset ReadAt)
{
    public OperatorId Id => Operator.Id;
}
