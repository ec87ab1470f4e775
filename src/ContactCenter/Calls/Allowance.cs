namespace ContactCenter.Calls;

/// <summary>How many more conferences there may be just now.</summary>
internal static class Allowance
{
    /// <summary>A limit that nothing has been refused by for so long is forgotten, as if the server had never refused anything.</summary>
    private static readonly TimeSpan _remembered = TimeSpan.FromHours(1);

    /// <summary>The lower of what the licence allows and what the server's refusals have taught; null: no limit is known.</summary>
    public static int? Of(int? mostConferences, MatchFacts facts, DateTimeOffset now) => (mostConferences - facts.Conferences.NotGone, OfLearnt(facts, now)) switch
    {
        (null, null) => null,
        var (licence, learnt) => Math.Max(0, Math.Min(licence ?? int.MaxValue, learnt ?? int.MaxValue)),
    };

    /// <summary>Whether refusals have taught a limit that counts still, if only to find out whether it holds.</summary>
    public static bool IsLearnt(MatchFacts facts, DateTimeOffset now) => facts.Learnt is { } limit && now < limit.Until + _remembered;

    /// <summary>
    /// Once a limit has run out, one conference more than it allowed, or than run by now, is tried, and no second before that
    /// one runs, which raises the limit, or is refused, which teaches it anew. What was given up before it ran is in nobody's
    /// way, and what cannot be removed keeps nobody from finding out when nothing else runs.
    /// </summary>
    private static int? OfLearnt(MatchFacts facts, DateTimeOffset now)
    {
        if (!IsLearnt(facts, now))
        {
            return null;
        }

        var (notGone, running, starting, leaving) = facts.Conferences;
        var (most, until) = facts.Learnt!;
        return now < until
            ? most - notGone
            : Math.Max(Math.Max(most, running) + 1 - running - starting - leaving, running + starting == 0 ? 1 : 0);
    }
}
