using System.Text.Json.Serialization;

namespace ContactCenter.Calls;

/// <summary>A call as its guest sees it: the wire form of contracts, also kept with every event of the feed.</summary>
/// <param name="Position">Place among the calls that wait for the same operators, from 1; null when the call does not wait. Never stored.</param>
/// <param name="EstimatedWaitSeconds">As <see cref="WaitEstimate"/> says; null when there is no honest figure. Never stored.</param>
/// <param name="Notice">Null, or why it takes longer just now: <c>operators-unreachable</c>. Never stored.</param>
/// <param name="Operator">Who answered; null before.</param>
/// <param name="GuestLink">The last link given; null unless connected.</param>
public sealed record CallView(
    string Id,
    string Queue,
    CallState State,
    int? Position,
    int? EstimatedWaitSeconds,
    string? Notice,
    bool Recorded,
    OperatorView? Operator,
    string? GuestLink,
    CallOutcome? Outcome,
    DateTimeOffset ArrivedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt)
{
    /// <summary>The call's only credential: in the answer to placing it and nowhere else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Token { get; init; }

    /// <summary>The facts of the call; what changes by the second is left out.</summary>
    public static CallView Of(Call call)
    {
        var connected = call.State == CallState.Connected;
        return new CallView(
            call.Id.ToString(),
            call.Queue,
            call.State,
            Position: null,
            EstimatedWaitSeconds: null,
            Notice: null,
            call.Recorded,
            call.ConnectedAt is not null && call.Answer is { } answer ? new OperatorView(answer.OperatorName) : null,
            connected ? call.GuestLink : null,
            call.Outcome,
            call.ArrivedAt,
            call.AnsweredAt,
            call.EndedAt);
    }
}

/// <summary>The operator, as the guest gets to know them.</summary>
public sealed record OperatorView(string Name);
