using ContactCenter.Calls;
using ContactCenter.Operators;

namespace ContactCenter.Storage;

/// <summary>A conversation that is over as its row.</summary>
internal sealed record ConversationRow
{
    /// <summary>Of an erased call the end stands in its body alone.</summary>
    public const string Columns = "answered_by as Operator, answered_at as AnsweredAt, ended_at as EndedAt, case when ended_at is null then body end as Body";

    public string Operator { get; init; } = "";
    public long AnsweredAt { get; init; }
    public long? EndedAt { get; init; }
    public string? Body { get; init; }

    public PastConversation ToConversation() => new(
        new OperatorId(Operator),
        Ticks.ToMoment(AnsweredAt),
        Ticks.ToMoment(EndedAt) ?? StoredJson.Read<Call>(Body!).EndedAt ?? Ticks.ToMoment(AnsweredAt));
}
