namespace ContactCenter.Storage.Postgres;

/// <summary>Who is alive, as a part of statements: it is decided by the database's clock in the moment of the change.</summary>
internal static class Alive
{
    public const string Nodes = "(select id from nodes where alive_until > clock_timestamp())";

    /// <summary>Also those that have only fallen silent, for @Hold seconds after their last sign of life; who has left has no lease at all.</summary>
    public const string OrHeld =
        """
        (
            select id from nodes where alive_until > clock_timestamp()
                or (alive_until > seen_at and seen_at + make_interval(secs => @Hold) > clock_timestamp())
        )
        """;

    /// <summary>Whether the row may be taken in hand by @Claimant: nobody alive has it, or the claimant itself.</summary>
    public const string Unclaimed = $"(claimed_by is null or claimed_by not in {Nodes})";

    /// <summary>Whether @Claimant has the row in hand and is alive; with nobody to ask for, anybody may change it.</summary>
    public const string Fence = $"(@Claimant::text is null or (claimed_by = @Claimant and @Claimant in {Nodes}))";
}
