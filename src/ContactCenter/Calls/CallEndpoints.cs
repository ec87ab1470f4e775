using System.Globalization;
using ContactCenter.Hosting;
using ContactCenter.Routing;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ContactCenter.Calls;

/// <summary>The guest's side of a call: ask for an operator, follow the wait, join the conversation, hang up.</summary>
internal static class CallEndpoints
{
    /// <summary>Settings, too, may have changed by then.</summary>
    private static readonly TimeSpan _longestRetry = TimeSpan.FromDays(1);

    public static void MapCalls(this IEndpointRouteBuilder routes)
    {
        var calls = routes.MapGroup("/api/calls");
        calls.MapPost("/", PlaceCall).RequireCallRateLimit();

        var call = calls.MapGroup("/{id}").AddEndpointFilter<CallAccess>();
        call.MapGet("/", GetCall).WithName(nameof(GetCall));
        call.MapGet("/events", GetEvents);
        call.MapPost("/join", Join);
        call.MapPost("/connection-closed", ReportClosed);
        call.MapDelete("/", HangUp);

        routes.MapGet("/api/queues/{name}", GetQueue);
    }

    /// <summary>Places a call. 202 with the view and the call's token; repeated with the same Idempotency-Key: the same again.</summary>
    private static async Task<Results<AcceptedAtRoute<CallView>, ProblemHttpResult>> PlaceCall(
        HttpRequest request,
        Switchboard switchboard,
        CallTokens tokens,
        QueueBook queues,
        QueueBoard board,
        GuestPresence presence,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var (wish, unreadable) = await CallRequests.ReadAsync<NewCall>(request, cancellationToken);
        if (wish is null)
        {
            return unreadable!;
        }

        var (key, keyError) = CallRequests.KeyOf(request, wish);
        var errors = wish.Errors();
        if (keyError is not null)
        {
            errors["Idempotency-Key"] = [keyError];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(errors);
        }

        if (queues.Find(wish.QueueName) is not { } queue)
        {
            return CallProblems.NoSuchQueue(wish.QueueName);
        }

        if (Questions.Errors(wish, queue) is { Count: > 0 } wrongAnswers)
        {
            return Problems.Invalid(wrongAnswers);
        }

        return await switchboard.PlaceAsync(wish, queue, key, cancellationToken) switch
        {
            Placement.Placed { Call: var call } => await Accepted(call),
            Placement.Repeated { Call: var call } => await Accepted(call),
            Placement.KeyReused => CallProblems.KeyReused(),
            Placement.TurnedAway { Closure: var closure } => TurnedAway(closure),
            _ => CallProblems.QueueFull(),
        };

        ProblemHttpResult TurnedAway(Closure closure)
        {
            if (closure.Because == ClosedBecause.Nobody)
            {
                return CallProblems.NobodyThere();
            }

            var wait = closure.OpensAt - clock.GetUtcNow();
            var seconds = Math.Ceiling((wait < _longestRetry ? wait.Value : _longestRetry).TotalSeconds);
            request.HttpContext.Response.Headers.RetryAfter = Math.Max(1, seconds).ToString(CultureInfo.InvariantCulture);
            return CallProblems.QueueClosed(closure.OpensAt);
        }

        async Task<AcceptedAtRoute<CallView>> Accepted(Call call)
        {
            // From here on silence is noticed, also that of a guest who is never heard of again.
            await presence.SeenAsync(call.Id, cancellationToken);
            return TypedResults.AcceptedAtRoute(
                board.ViewOf(call) with { Token = await tokens.OfAsync(call.Id, cancellationToken) },
                nameof(GetCall),
                new { id = call.Id.ToString() });
        }
    }

    private static async Task<Results<Ok<CallView>, ProblemHttpResult>> GetCall(
        HttpContext http, Switchboard switchboard, QueueBoard board, CancellationToken cancellationToken) =>
        await switchboard.FindAsync(CallAccess.IdOf(http), cancellationToken) is { } call
            ? TypedResults.Ok(board.ViewOf(call))
            : CallProblems.NoSuchCall();

    /// <summary>
    /// Long poll: events after <c>after</c>, waiting up to <c>wait</c> seconds (0-30) for the first. To who accepts
    /// <c>text/event-stream</c>: all of them as they come, after <c>Last-Event-ID</c> where that is given.
    /// </summary>
    private static async Task<Results<Ok<CallEventsView>, EmptyHttpResult, ProblemHttpResult>> GetEvents(
        HttpContext http,
        string? after,
        string? wait,
        CallFeed feed,
        CallEventStreams streams,
        Switchboard switchboard,
        GuestPresence presence,
        QueueBoard board,
        IHostApplicationLifetime lifetime,
        CancellationToken cancellationToken)
    {
        var id = CallAccess.IdOf(http);
        if (CallRequests.WholeNumber(wait, 0, CallRequests.LongestWait) is not { } seconds)
        {
            return CallProblems.Invalid("wait", $"is '{wait}'; it must be a whole number of seconds from 0 to {CallRequests.LongestWait}.");
        }

        var (field, given) = CallRequests.PlaceOf(http.Request, after);
        var last = await feed.LastAsync(id, cancellationToken);
        if (CallRequests.WholeNumber(given, 0, last) is not { } sequence)
        {
            return CallProblems.Invalid(field, $"is '{given}'; it must be a whole number from 0 to {last}, the last sequence there is.");
        }

        if (CallRequests.WantsStream(http.Request))
        {
            await streams.ServeAsync(http, id, sequence);
            return TypedResults.Empty;
        }

        using var stay = await presence.OpenAsync(id, cancellationToken);
        var events = await feed.PollAsync(id, sequence, TimeSpan.FromSeconds(seconds), lifetime.ApplicationStopping, cancellationToken);
        return await switchboard.FindAsync(id, cancellationToken) is { } call
            ? TypedResults.Ok(CallEventsView.Of(events, sequence, board.ViewOf(call)))
            : CallProblems.NoSuchCall();
    }

    /// <summary>A fresh link into the conversation, and the number of this leg.</summary>
    private static async Task<Results<Ok<JoinView>, ProblemHttpResult>> Join(
        HttpContext http, Switchboard switchboard, CancellationToken cancellationToken)
    {
        var id = CallAccess.IdOf(http);
        if (await switchboard.JoinAsync(id, cancellationToken) is { } joined)
        {
            return TypedResults.Ok(new JoinView(joined.GuestLink!, joined.Leg));
        }

        return await switchboard.FindAsync(id, cancellationToken) is { } call
            ? CallProblems.NotConnected(call.State)
            : CallProblems.NoSuchCall();
    }

    /// <summary>TrueConf's page in the guest's browser closed. 204, also when that was known or no longer matters.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ReportClosed(
        HttpContext http, HttpRequest request, Switchboard switchboard, CancellationToken cancellationToken)
    {
        var (closed, unreadable) = await CallRequests.ReadAsync<ClosedPage>(request, cancellationToken);
        if (closed is null)
        {
            return unreadable!;
        }

        if (closed.Errors() is { Count: > 0 } errors)
        {
            return Problems.Invalid(errors);
        }

        await switchboard.PageClosedAsync(CallAccess.IdOf(http), closed.Leg, closed.WasRefused, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> HangUp(HttpContext http, Switchboard switchboard, CancellationToken cancellationToken)
    {
        await switchboard.HangUpAsync(CallAccess.IdOf(http), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Anonymous; never causes a request to TrueConf.</summary>
    private static Results<Ok<QueueView>, ProblemHttpResult> GetQueue(string name, QueueBook queues, Reception reception, QueueBoard board) =>
        queues.Find(name) is { } queue
            ? TypedResults.Ok(QueueView.Of(queue, reception.ClosureOf(queue), board))
            : CallProblems.NoSuchQueue(name);
}
