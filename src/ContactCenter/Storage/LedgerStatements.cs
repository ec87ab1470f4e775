namespace ContactCenter.Storage;

/// <summary>What both stores say about the ledger in the same words.</summary>
internal static class LedgerStatements
{
    /// <summary>How many conferences the server may have now, beside the refused one.</summary>
    public const string Others = "select count(*) from conferences where gone_at is null and begun_at is not null and id <> @Refused";

    /// <summary>So many and no more, until then. A known limit counts if it had not run out when the refused one was intended.</summary>
    public const string LimitReached =
        """
        insert into licence as known (only_row, most, until) values (1, @Others, @Until)
        on conflict (only_row) do update set most = excluded.most, until = excluded.until
        where excluded.most <= known.most or known.until <= (select intended_at from conferences where id = @Refused)
        """;
}
