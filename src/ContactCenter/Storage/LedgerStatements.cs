namespace ContactCenter.Storage;

/// <summary>What both stores say about the ledger in the same words.</summary>
internal static class LedgerStatements
{
    /// <summary>How many conferences the server may run now, beside the refused one. What never ran and is being removed is none of them.</summary>
    public const string Others =
        "select count(*) from conferences where gone_at is null and begun_at is not null and (started or condemned_at is null) and id <> @Refused";

    /// <summary>See <see cref="Calls.ConferenceCount"/>; and what the last refusal has taught.</summary>
    public const string Limits =
        """
        select count(*) as NotGone, count(*) filter (where started and condemned_at is null) as Running,
            count(*) filter (where not started and condemned_at is null) as Starting, count(*) filter (where started and condemned_at is not null) as Leaving,
            (select most from licence) as Most, (select until from licence) as Until
        from conferences where gone_at is null
        """;

    /// <summary>The server runs it. Where more run than a refusal has taught, there may be so many at least.</summary>
    public const string Start =
        """
        update conferences set started = true where id = @Started;
        update licence set most = (select count(*) from conferences where gone_at is null and condemned_at is null and started)
        where most < (select count(*) from conferences where gone_at is null and condemned_at is null and started)
        """;

    /// <summary>So many and no more, until then. A known limit counts if it had not run out when the refused one was intended.</summary>
    public const string LimitReached =
        """
        insert into licence as known (only_row, most, until) values (1, @Others, @Until)
        on conflict (only_row) do update set most = excluded.most, until = excluded.until
        where excluded.most <= known.most or known.until <= (select intended_at from conferences where id = @Refused)
        """;
}
