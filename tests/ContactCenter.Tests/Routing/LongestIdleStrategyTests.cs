using ContactCenter.Routing;
using static ContactCenter.Tests.Routing.Staffing;

namespace ContactCenter.Tests.Routing;

public class LongestIdleStrategyTests
{
    private readonly LongestIdleStrategy _strategy = new();

    [Fact]
    public void Whoever_has_been_idle_for_the_longest_time_is_asked_first_and_newcomers_before()
    {
        Assert.Equal(["clara", "boris", "anna"], _strategy.Order([Anna, Boris, Clara], AnyTurn).Ids());
    }

    [Fact]
    public void Of_equals_the_first_id_is_asked_first()
    {
        Assert.Equal(["Zoe", "anna", "bert"], _strategy.Order([Free("bert"), Free("anna"), Free("Zoe")], AnyTurn).Ids());
    }

    [Fact]
    public void It_tells_since_when_somebody_is_idle()
    {
        Assert.Equal("idle since 2026-01-01T11:55:00.000Z", _strategy.Measure(Anna));
        Assert.Equal("no call yet", _strategy.Measure(Clara));
    }
}
