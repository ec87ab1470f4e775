using ContactCenter.Calls;

namespace ContactCenter.Storage;

/// <summary>A call that a search found, and its place in the order.</summary>
internal sealed record WaitingRow
{
    public long Seq { get; init; }
    public long Rank { get; init; }
    public string Body { get; init; } = "";

    /// <summary>Each once, in order.</summary>
    public static IReadOnlyList<Call> InOrder(IEnumerable<WaitingRow> rows) =>
        [.. rows.DistinctBy(row => row.Seq).OrderBy(row => row.Rank).ThenBy(row => row.Seq).Select(row => StoredJson.Read<Call>(row.Body))];
}
