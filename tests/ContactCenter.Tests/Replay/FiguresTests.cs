using ContactCenter.Replay;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Replay;

/// <summary>What calls came to, in figures.</summary>
public class FiguresTests
{
    [Fact]
    public void Waits_are_of_those_who_were_answered_and_the_service_level_of_all()
    {
        var recorded = new Recorded();
        foreach (var wait in Enumerable.Range(1, 10))
        {
            recorded.Answered(at: wait, by: Anna, offeredAt: wait, ring: wait * 4, talk: 1);
        }

        recorded.Abandoned(at: 50, endedAt: 60, recorded.Missed(Boris, at: 50)).Unanswered(at: 70, endedAt: 90);

        var figures = Figures.Of(recorded.Calls);

        Assert.Equal((12, 10, 1, 1), (figures.Calls, figures.Answered, figures.Abandoned, figures.Unanswered));
        Assert.Equal((22, 20, 36, 40), (figures.MeanWait, figures.WaitOf(0.5), figures.WaitOf(0.9), figures.LongestWait));
        Assert.Equal((11, 1, 100.0 * 5 / 12), (figures.Offers, figures.Missed, figures.ServiceLevel));
    }

    [Fact]
    public void Where_nobody_answered_there_are_no_waits()
    {
        var figures = Figures.Of(new Recorded().Unanswered(at: 0, endedAt: 20).Calls);

        Assert.Equal((null, null, null, 0), (figures.MeanWait, figures.WaitOf(0.9), figures.LongestWait, figures.ServiceLevel));
        Assert.Null(Figures.Of([]).ServiceLevel);
    }
}
