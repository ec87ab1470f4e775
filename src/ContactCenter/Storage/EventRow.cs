using ContactCenter.Calls;

namespace ContactCenter.Storage;

/// <summary>An event of a call's feed as its row.</summary>
internal sealed record EventRow
{
    public int Sequence { get; init; }
    public string Type { get; init; } = "";
    public long At { get; init; }
    public string View { get; init; } = "";

    public RecordedEvent ToEvent() => new(Sequence, Enum.Parse<CallState>(Type, ignoreCase: true), Ticks.ToMoment(At), StoredJson.Read<CallView>(View));
}
