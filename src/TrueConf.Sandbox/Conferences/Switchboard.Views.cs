using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Conferences;

/// <summary>What the pages are shown: always how things stand, never what changed, so that a reload needs no catching up.</summary>
internal sealed partial class Switchboard
{
    /// <summary>Hands a message of the two browsers' negotiation to the other one's page.</summary>
    public void Relay(Line from, string toSeat, object data)
    {
        lock (_gate)
        {
            foreach (var conference in _conferences.Values.Where(c => c.IsRunning))
            {
                if (conference.Seats.Find(seat => seat.Line == from) is { } sender)
                {
                    conference.Seats.Find(seat => seat.IsHere && seat.Id == toSeat)?.Line?
                        .Say(new { Type = "signal", From = sender.Id, Session = from.Number, Data = data });
                    return;
                }
            }
        }
    }

    private object OperatorView_NeedsLock(Device device) => new
    {
        Type = "state",
        User = new { device.User.Id, Name = device.User.DisplayName },
        device.User.Presence,
        Rings = _conferences.Values.Where(c => c.Rings.ContainsKey(device.User.Id)).Select(c => new { Conference = c.Id, c.Topic }),
        Call = SeatOf_NeedsLock(device.User) is var (conference, seat)
            ? CallView(conference, seat)
            : null,
        // Another tab's conversation is not shown here, only that there is one.
        IsHere = SeatOf_NeedsLock(device.User) is var (_, mine) && mine.Device == device,
    };

    private static object GuestView_NeedsLock(Conference conference, Seat seat) => new { Type = "state", Call = CallView(conference, seat) };

    private static object CallView(Conference conference, Seat me) => new
    {
        Conference = conference.Id,
        conference.Topic,
        Since = me.JoinedAt.ToUnixTimeMilliseconds(),
        Peers = conference.Present.Where(seat => seat != me).Select(peer => new
        {
            Seat = peer.Id,
            peer.Name,
            IsGuest = peer.User is null,
            Session = peer.Line?.Number,
            IsAway = peer.Absence is not null,
            Offers = Offers(conference, peer, me),
        }),
    };

    /// <summary>Who of two begins the negotiation: the operator towards a guest, else who came first. Never both.</summary>
    private static bool Offers(Conference conference, Seat one, Seat other) => (one.User is null) == (other.User is null)
        ? conference.Seats.IndexOf(one) < conference.Seats.IndexOf(other)
        : one.User is not null;
}
