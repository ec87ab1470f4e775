using ContactCenter.Calls;

namespace ContactCenter.Storage;

/// <summary>Why a call was offered to somebody, as its row; and what both stores say about it in the same words.</summary>
internal sealed record DecisionRow(string Call, string Queue, string Operator, long At, string Body)
{
    public const string Insert = "insert into decisions (at, call_id, body) values (@At, @Call, @Body)";

    /// <summary>Whom the queue's next choice comes after.</summary>
    public const string MoveCursor =
        "insert into cursors (queue, operator) values (@Queue, @Operator) on conflict (queue) do update set operator = excluded.operator";

    public const string Latest = "select body from decisions where at >= @Since order by at desc, seq desc limit @Limit";

    public const string LatestOfCall = "select body from decisions where call_id = @Call and at >= @Since order by at desc, seq desc limit @Limit";

    public const string Forget =
        """
        delete from decisions where at < @Before;
        delete from decisions where seq <= (select seq from decisions order by seq desc limit 1 offset @Most)
        """;

    public static DecisionRow Of(MatchedCall matched) => new(
        matched.Change.After.Id.ToString(),
        matched.Decision.Queue,
        matched.Decision.Chosen.Value,
        matched.Decision.At.UtcTicks,
        StoredJson.Write(matched.Decision));
}
