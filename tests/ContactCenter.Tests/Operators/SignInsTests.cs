using ContactCenter.Operators;

namespace ContactCenter.Tests.Operators;

public class SignInsTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OperatorId _anna = new("anna");

    [Fact]
    public void Whoever_is_there_at_the_first_reading_has_been_there_for_long()
    {
        Assert.False(After((0, true)).IsNewcomer(_anna, At(0)));
    }

    [Fact]
    public void Whoever_comes_is_a_newcomer_for_an_hour()
    {
        var signIns = After((0, false), (10, true), (20, true));

        Assert.True(signIns.IsNewcomer(_anna, At(69)));
        Assert.False(signIns.IsNewcomer(_anna, At(70)));
    }

    [Fact]
    public void A_short_absence_makes_nobody_a_newcomer_and_nobody_newer()
    {
        Assert.False(After((0, true), (10, false), (20, true)).IsNewcomer(_anna, At(20)));
        Assert.False(After((0, false), (10, true), (50, false), (60, true)).IsNewcomer(_anna, At(70)));
        Assert.True(After((0, false), (10, true), (50, false), (60, true)).IsNewcomer(_anna, At(69)));
    }

    [Fact]
    public void An_hour_away_makes_a_newcomer()
    {
        Assert.True(After((0, true), (10, false), (50, false), (60, true)).IsNewcomer(_anna, At(60)));
        Assert.False(After((0, true), (10, false), (50, false), (59, true)).IsNewcomer(_anna, At(60)));
    }

    [Fact]
    public void Nothing_is_kept_of_those_who_have_been_there_for_long()
    {
        var signIns = After((0, false), (10, true), (50, false), (55, true), (80, true));

        Assert.Empty(signIns.Since);
        Assert.Empty(signIns.LastSeen);
    }

    private static DateTimeOffset At(double minutes) => _noon.AddMinutes(minutes);

    private static SignIns After(params (double Minutes, bool There)[] readings)
    {
        var watch = new RosterWatch();
        foreach (var (minutes, there) in readings)
        {
            watch = watch.AfterRead(new Roster(new GroupId("2"), At(minutes), [new Operator(_anna, "Anna", there ? Presence.Busy : Presence.Offline)]));
        }

        return watch.SignIns;
    }
}
