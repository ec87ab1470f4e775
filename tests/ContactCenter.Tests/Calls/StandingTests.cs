using ContactCenter.Calls;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

public class StandingTests
{
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(10);
    private static readonly CallId _one = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly CallId _two = new(new Guid(2, 0, 0, new byte[8]));

    [Fact]
    public void Queues_that_share_operators_share_places_and_count_for_themselves()
    {
        var standing = Standing.Empty.After([new(_one, "sales"), new(_two, "support")], notice: null, pace: null, _longest);

        Assert.Equal((1, 2), (standing.PlaceOf(_one), standing.PlaceOf(_two)));
        Assert.Equal((1, 1, 0), (standing.WaitingIn("Sales"), standing.WaitingIn("support"), standing.WaitingIn("other")));
    }

    [Fact]
    public void It_stays_the_same_while_nothing_is_different()
    {
        var pace = new Pace(1, TimeSpan.FromSeconds(60));
        var standing = Standing.Empty.After([new(_one, "sales")], notice: null, pace, _longest);

        Assert.Same(standing, standing.After([new(_one, "sales")], notice: null, pace, _longest));
        Assert.NotSame(standing, standing.After([new(_two, "sales")], notice: null, pace, _longest));
        Assert.NotSame(standing, standing.After(standing.Line, "operators-unreachable", null, _longest));
    }

    [Fact]
    public void The_place_behind_the_last_has_a_figure_too_and_one_beyond_the_longest_wait_has_none()
    {
        var standing = Standing.Empty.After([new(_one, "default")], notice: null, new Pace(1, TimeSpan.FromSeconds(60)), _longest);

        Assert.Equal((105, 180), (standing.EstimateOf(1, Queue()), standing.EstimateOf(2, Queue())));
        Assert.Null(standing.EstimateOf(1, Queue() with { MaxWait = TimeSpan.FromSeconds(60) }));
    }
}
