using System.Text.Json;
using ContactCenter.Calls;

namespace ContactCenter.Storage;

/// <summary>A call as its row: the body, and the facts in it that are searched.</summary>
internal sealed record CallRow(
    string Id,
    string Queue,
    string State,
    long ArrivedAt,
    long Rank,
    string Kind,
    string? HeldFor,
    long WaitingSince,
    long GiveUpAt,
    bool Offered,
    bool WantsOperator,
    string? MissedOperator,
    long? MissedAt,
    long? DueAt,
    string? Nodes,
    string? AnsweredBy,
    long? AnsweredAt,
    long? EndedAt,
    string? GuestKey,
    int Version,
    string Body)
{
    public static CallRow Of(Call call, DateTimeOffset dueAt) => new(
        call.Id.ToString(),
        call.Queue,
        Name(call.State),
        call.ArrivedAt.UtcTicks,
        call.Rank,
        call.Kind,
        call.State == CallState.Ended ? null : call.HeldFor?.Value,
        call.WaitingSince.UtcTicks,
        call.GiveUpAt.UtcTicks,
        call.LiveOffers.Any(),
        call.WantsOperator,
        call.LastMissed?.Operator.Value,
        call.LastMissed?.EndedAt?.UtcTicks,
        call.State == CallState.Ended ? null : dueAt.UtcTicks,
        call.CountsOnGuest ? string.Join(' ', call.Nodes) : null,
        call.Answer?.Operator.Value,
        call.AnsweredAt?.UtcTicks,
        call.EndedAt?.UtcTicks,
        call.GuestKey,
        call.Version,
        StoredJson.Write(call));

    public static string Name(CallState state) => JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
}
