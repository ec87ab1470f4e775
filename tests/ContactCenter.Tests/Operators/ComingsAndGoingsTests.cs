using ContactCenter.Operators;

namespace ContactCenter.Tests.Operators;

public class ComingsAndGoingsTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly OperatorId _anna = new("anna");

    private readonly ComingsAndGoings _moves = new();
    private RosterWatch _watch = new();

    [Fact]
    public void Two_readings_without_somebody_are_a_going_and_the_next_with_them_a_coming()
    {
        Read(Presence.Available, Presence.Offline);
        Assert.Empty(_moves.Pending().Gone);

        Read(Presence.Offline);
        Assert.Equal([_anna], _moves.Pending().Gone);

        Read(Presence.Busy);
        Assert.Empty(_moves.Pending().Gone);
        Assert.Equal([_anna], _moves.Pending().Back);
    }

    [Fact]
    public void What_has_been_seen_to_is_told_once()
    {
        Read(Presence.Offline, Presence.Offline);
        _moves.Settle([], [_anna]);
        Read(Presence.Offline);
        Assert.Empty(_moves.Pending().Gone);

        Read(Presence.Available);
        _moves.Settle([_anna], []);
        Read(Presence.Available);
        Assert.Empty(_moves.Pending().Back);
    }

    [Fact]
    public void An_outage_is_neither_a_going_nor_a_coming()
    {
        Read(Presence.Offline, Presence.Offline);
        _moves.Settle([], [_anna]);
        _watch = _watch.AfterFailure(new TrueConfException(TrueConfFailure.Unknown, "GET groups: 503."));
        _moves.Note(_watch);
        Assert.Empty(_moves.Pending().Back);

        Read(Presence.Available);
        Assert.Equal([_anna], _moves.Pending().Back);
    }

    private void Read(params Presence[] presences)
    {
        foreach (var presence in presences)
        {
            _watch = _watch.AfterRead(new Roster(new GroupId("2"), _noon, [new Operator(_anna, "Anna", presence)]));
            _moves.Note(_watch);
        }
    }
}
