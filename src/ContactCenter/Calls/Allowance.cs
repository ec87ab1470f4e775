namespace ContactCenter.Calls;

/// <summary>How many more conferences there may be just now.</summary>
internal static class Allowance
{
    /// <summary>The lower of what the licence allows and what the server's refusals have taught, without those that are not gone; null: no limit is known.</summary>
    public static int? Of(int? mostConferences, MatchFacts facts) => (mostConferences, facts.LearntLimit) switch
    {
        (null, null) => null,
        var (most, learnt) => Math.Max(0, Math.Min(most ?? int.MaxValue, learnt ?? int.MaxValue) - facts.Conferences),
    };
}
