using ContactCenter.Calls;

namespace ContactCenter.Tests.Calls;

public class ErlangQuantileTests
{
    /// <summary>By mpmath with thirty digits.</summary>
    [Theory]
    [InlineData(1, 1.6094379124341)]
    [InlineData(2, 2.9943083470021)]
    [InlineData(5, 6.7209787874866)]
    [InlineData(10, 12.518752819819)]
    [InlineData(20, 23.63426885458)]
    [InlineData(21, 24.727985152104)]
    [InlineData(100, 108.30439161901)]
    [InlineData(1000, 1026.5125359294)]
    [InlineData(10000, 10084.063429072)]
    public void It_is_what_tables_say(int events, double quantile) =>
        Assert.Equal(quantile, ErlangQuantile.FourOfFive(events), quantile * 1e-9);
}
