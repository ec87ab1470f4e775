using ContactCenter.Calls;
using ContactCenter.Operators;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>How many more conferences there may be.</summary>
public class AllowanceTests
{
    private static readonly LearntLimit _two = new(2, At(30));

    [Theory]
    [InlineData(null, 0, null)]
    [InlineData(3, 1, 2)]
    [InlineData(3, 4, 0)]
    public void What_the_licence_allows_is_shared_by_all_that_are_not_gone(int? most, int notGone, int? expected)
    {
        Assert.Equal(expected, Allowed(new ConferenceCount(notGone, 0, 0, 0), learnt: null, At(60), most));
    }

    [Fact]
    public void The_lower_limit_holds()
    {
        var one = new ConferenceCount(1, 1, 0, 0);

        Assert.Equal(1, Allowed(one, _two, At(29), most: 5));
        Assert.Equal(0, Allowed(one, _two, At(29), most: 1));
        Assert.Equal(0, Allowed(one, _two, At(60), most: 1));
    }

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    [InlineData(3, 0, 1)]
    [InlineData(3, 1, 0)]
    [InlineData(0, 0, 3)]
    [InlineData(1, 2, 0)]
    public void When_a_learnt_limit_has_run_out_one_more_is_tried_and_the_next_when_that_one_runs(int running, int starting, int expected)
    {
        var conferences = new ConferenceCount(running + starting, running, starting, 0);

        Assert.Equal(Math.Max(0, 2 - running - starting), Allowed(conferences, _two, At(29)));
        Assert.Equal(expected, Allowed(conferences, _two, At(30)));
    }

    [Fact]
    public void What_was_given_up_before_it_ran_keeps_nobody_from_finding_out_anew()
    {
        Assert.Equal(0, Allowed(new ConferenceCount(5, 2, 0, 0), _two, At(29)));
        Assert.Equal(1, Allowed(new ConferenceCount(5, 2, 0, 0), _two, At(30)));
    }

    [Fact]
    public void What_is_being_removed_may_run_still_and_keeps_nobody_from_finding_out_when_nothing_else_runs()
    {
        Assert.Equal(2, Allowed(new ConferenceCount(1, 0, 0, 1), _two, At(30)));
        Assert.Equal(0, Allowed(new ConferenceCount(3, 1, 0, 2), _two, At(30)));
        Assert.Equal(1, Allowed(new ConferenceCount(9, 0, 0, 9), _two, At(30)));
        Assert.Equal(0, Allowed(new ConferenceCount(9, 0, 1, 8), _two, At(30)));
    }

    [Fact]
    public void A_limit_that_nothing_was_refused_by_for_an_hour_is_forgotten()
    {
        Assert.Equal(1, Allowed(new ConferenceCount(2, 2, 0, 0), _two, At(30).AddHours(1).AddTicks(-1)));
        Assert.Null(Allowed(new ConferenceCount(2, 2, 0, 0), _two, At(30).AddHours(1)));
    }

    private static int? Allowed(ConferenceCount conferences, LearntLimit? learnt, DateTimeOffset now, int? most = null) =>
        Allowance.Of(most, new MatchFacts([], conferences, learnt, new Dictionary<string, OperatorId>()), now);
}
