using ContactCenter.Operators;

namespace ContactCenter.Tests.Operators;

public class RosterWatchTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OperatorId _anna = new("anna");
    private static readonly TrueConfException _outage = new(TrueConfFailure.Unknown, "GET groups: 503.");

    [Fact]
    public void Nobody_counts_from_the_first_reading_that_found_nobody()
    {
        var watch = new RosterWatch().AfterRead(Roster(0, Presence.Offline)).AfterRead(Roster(1, Presence.Offline));

        Assert.Equal(_noon, watch.NobodySince);
    }

    [Fact]
    public void A_busy_operator_is_signed_in()
    {
        var watch = new RosterWatch().AfterRead(Roster(0, Presence.Offline)).AfterRead(Roster(1, Presence.Busy));

        Assert.Null(watch.NobodySince);
    }

    [Fact]
    public void An_outage_starts_the_count_anew_and_only_after_a_minute_of_readable_rosters()
    {
        var watch = new RosterWatch().AfterRead(Roster(0, Presence.Offline)).AfterFailure(_outage);

        Assert.Null(watch.NobodySince);
        Assert.Equal(_noon.AddSeconds(70), watch.AfterRead(Roster(10, Presence.Offline)).AfterRead(Roster(11, Presence.Offline)).NobodySince);
    }

    [Fact]
    public void One_reading_without_the_operator_proves_nothing_two_do()
    {
        var once = new RosterWatch().AfterRead(Roster(0, Presence.Available)).AfterRead(Roster(1, Presence.Offline));

        Assert.False(once.IsGone(_anna));
        Assert.True(once.AfterRead(Roster(2, Presence.Offline)).IsGone(_anna));
        Assert.False(once.AfterRead(Roster(2, Presence.Busy)).AfterRead(Roster(3, Presence.Offline)).IsGone(_anna));
    }

    [Fact]
    public void An_operator_who_was_taken_out_of_the_group_is_gone_too()
    {
        var empty = new Roster(new GroupId("2"), _noon, []);
        var watch = new RosterWatch().AfterRead(Roster(0, Presence.Available)).AfterRead(empty).AfterRead(empty);

        Assert.True(watch.IsGone(_anna));
    }

    [Fact]
    public void A_roster_older_than_three_intervals_is_unknown()
    {
        var watch = new RosterWatch().AfterRead(Roster(0, Presence.Available)).AfterFailure(_outage);
        var interval = TimeSpan.FromSeconds(1);

        Assert.True(watch.IsFresh(interval, _noon.AddSeconds(3)));
        Assert.False(watch.IsFresh(interval, _noon.AddSeconds(3.1)));
        Assert.False(new RosterWatch().IsFresh(interval, _noon));
    }

    [Fact]
    public void A_roster_grows_old_from_when_it_was_complete_so_that_a_slow_server_is_no_dead_one()
    {
        var slow = Roster(0, Presence.Available) with { CompleteAt = _noon.AddSeconds(9) };

        Assert.True(new RosterWatch().AfterRead(slow).IsFresh(TimeSpan.FromSeconds(1), _noon.AddSeconds(10)));
    }

    [Fact]
    public void A_missing_group_and_refused_credentials_need_a_person_an_outage_does_not()
    {
        Assert.True(new RosterWatch().AfterMissingGroup().NeedsAttention);
        Assert.True(new RosterWatch().AfterFailure(new TrueConfException(TrueConfFailure.Denied, "no")).NeedsAttention);
        Assert.False(new RosterWatch().AfterFailure(_outage).NeedsAttention);
    }

    private static Roster Roster(double second, Presence presence) =>
        new(new GroupId("2"), _noon.AddSeconds(second), [new Operator(_anna, "Anna", presence)]);
}
