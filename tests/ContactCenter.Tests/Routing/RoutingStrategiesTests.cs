using ContactCenter.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Tests.Routing;

public class RoutingStrategiesTests
{
    [Fact]
    public void Settings_know_exactly_the_strategies_there_are()
    {
        using var provider = new ServiceCollection().AddCallRouting().BuildServiceProvider();

        Assert.Equal(RoutingStrategies.All.Order(), provider.GetServices<IRoutingStrategy>().Select(strategy => strategy.Name).Order());
    }
}
