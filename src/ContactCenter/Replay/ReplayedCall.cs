using ContactCenter.Calls;

namespace ContactCenter.Replay;

/// <summary>A call while it is replayed.</summary>
/// <param name="place">Its place among the arrivals.</param>
internal sealed class ReplayedCall(Arrival arrival, int place, Call call)
{
    public Arrival Arrival => arrival;

    public int Place => place;

    public Call Call { get; set; } = call;
}
