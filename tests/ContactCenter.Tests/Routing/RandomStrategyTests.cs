using ContactCenter.Routing;
using static ContactCenter.Tests.Routing.Staffing;

namespace ContactCenter.Tests.Routing;

public class RandomStrategyTests
{
    [Fact]
    public void Anybody_may_be_asked_first()
    {
        var strategy = new RandomStrategy(new Random(7));
        var first = Enumerable.Range(0, 100).Select(_ => strategy.Order([Anna, Boris, Clara], AnyTurn).First()).Distinct();

        Assert.Equal(["anna", "boris", "clara"], first.Ids().Order());
    }

    [Fact]
    public void Everybody_is_in_the_order_once()
    {
        Assert.Equal(["anna", "boris", "clara"], new RandomStrategy(new Random(7)).Order([Anna, Boris, Clara], AnyTurn).Ids().Order());
    }
}
