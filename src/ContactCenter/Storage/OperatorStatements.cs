using ContactCenter.Operators;

namespace ContactCenter.Storage;

/// <summary>What both stores say about operators in the same words.</summary>
internal static class OperatorStatements
{
    /// <summary>Facts of those asked for: one row each, of somebody unknown with nothing but the id.</summary>
    /// <param name="asked">A source named <c>asked</c> with the column <c>id</c>.</param>
    /// <param name="recent">Whether conversations since @Since are counted.</param>
    /// <remarks>
    /// One statement: who was taken a moment ago must not seem freed long ago. The order among held calls means nothing, but
    /// leads PostgreSQL to the index.
    /// </remarks>
    public static string Facts(string asked, bool recent) =>
        $"""
        select asked.id, o.idle_since as IdleSince, o.freed_at as FreedAt, o.resting_until as RestingUntil, o.cooling_until as CoolingUntil,
            o.wrap_up_until as WrapUpUntil, coalesce(o.wrap_up_ends_when_ready, false) as WrapUpEndsWhenReady, o.paused_at as PausedAt,
            o.pause_reason as PauseReason, coalesce(o.paused_automatically, false) as PausedAutomatically, coalesce(o.missed_in_row, 0) as MissedInRow,
            c.id is not null as IsTaken, c.condemned_at is not null as IsCondemned, c.answered_at is not null as IsAnswered,
            coalesce((select true from calls where held_for = asked.id order by queue limit 1), false) as IsAwaited,
            {(recent ? "(select count(*) from calls where answered_by = asked.id and answered_at > @Since)" : "0")} as RecentCalls
        from {asked}
            left join operators o on o.id = asked.id
            left join conferences c on c.operator = asked.id and c.gone_at is null
        """;

    /// <summary>A pause that holds keeps its beginning; one by hand takes the place of an automatic one.</summary>
    public const string Pause =
        """
        insert into operators as known (id, paused_at, pause_reason) values (@Id, @Now, @Reason)
        on conflict (id) do update set
            paused_at = coalesce(known.paused_at, excluded.paused_at), pause_reason = excluded.pause_reason, paused_automatically = false
        """;

    public const string Resume =
        "update operators set paused_at = null, pause_reason = null, paused_automatically = false, missed_in_row = 0 where id = @Id";

    public const string Ready =
        """
        update operators set wrap_up_until = null, wrap_up_ends_when_ready = false, idle_since = @Now
        where id = @Id and wrap_up_ends_when_ready and wrap_up_until > @Now
        """;

    /// <param name="ids">A condition on the column <c>id</c>.</param>
    public static string ComeBack(string ids) =>
        $"""
        update operators set paused_at = null, pause_reason = null, paused_automatically = false, missed_in_row = 0
        where paused_automatically and {ids}
        """;

    /// <summary>The end of a ring or of a conversation; what it says nothing of stays.</summary>
    /// <param name="number">Stands behind the names of the parameters.</param>
    public static string Mark(int number = 0) =>
        $"""
        insert into operators as known (id, idle_since, cooling_until, wrap_up_until, wrap_up_ends_when_ready, missed_in_row)
        values (@Operator{number}, @IdleSince{number}, @CoolingUntil{number}, @WrapUpUntil{number}, @EndsWhenReady{number}, @Missed{number})
        on conflict (id) do update set
            idle_since = excluded.idle_since,
            cooling_until = coalesce(excluded.cooling_until, known.cooling_until),
            wrap_up_until = coalesce(excluded.wrap_up_until, known.wrap_up_until),
            wrap_up_ends_when_ready =
                case when excluded.wrap_up_until is null then known.wrap_up_ends_when_ready else excluded.wrap_up_ends_when_ready end,
            missed_in_row = known.missed_in_row + excluded.missed_in_row
        """;

    /// <summary>After <see cref="Mark"/>: as many missed in a row as pause them.</summary>
    public static string PauseAfterMissed(int number = 0) =>
        $"""
        update operators set paused_at = @At, pause_reason = '{OperatorPause.MissedRings}', paused_automatically = true
        where id = @Operator{number} and paused_at is null and missed_in_row >= @PauseAfterMissed{number}
        """;

    /// <summary>The operator talks, and has missed nothing lately.</summary>
    public const string Answer =
        """
        update conferences set answered_at = @At where id = @Answered;
        update operators set missed_in_row = 0 where id = @Answerer
        """;
}
