using TrueConf.Sandbox.Live;

namespace TrueConf.Sandbox.Directory;

/// <summary>Somebody with an account: an operator, or a colleague who never takes calls.</summary>
internal sealed class User(string id, string displayName, IReadOnlyList<string> groups, DateTimeOffset now)
{
    private const int _remembered = 64;

    // Newest last. A list rather than a field because the server may be told to report late.
    private readonly List<(DateTimeOffset At, int Status)> _statuses = [(now, 0)];

    public string Id { get; } = id;

    public string Uid { get; } = $"{id}@{SandboxServer.Domain}";

    public string DisplayName { get; } = displayName;

    public IReadOnlyList<string> Groups { get; } = groups;

    public Presence Presence { get; set; }

    public Behaviour Behaviour { get; set; } = new();

    /// <summary>Any number TrueConf might report, also ones nobody documented; null reports what is so.</summary>
    public int? ForcedStatus { get; set; }

    /// <summary>The client pages this user is signed in with.</summary>
    public List<Device> Devices { get; } = [];

    /// <summary>What is so now, before any lag.</summary>
    public int Status => _statuses[^1].Status;

    public void Becomes(int status, DateTimeOffset now)
    {
        if (Status == status)
        {
            return;
        }

        _statuses.Add((now, status));
        if (_statuses.Count > _remembered)
        {
            _statuses.RemoveAt(0);
        }
    }

    /// <summary>The status as it was at a moment.</summary>
    public int StatusAt(DateTimeOffset moment)
    {
        var known = _statuses.FindLastIndex(s => s.At <= moment);
        return _statuses[Math.Max(known, 0)].Status;
    }
}
