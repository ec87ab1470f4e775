namespace TrueConf.Sandbox;

/// <summary>The ways in which a request goes wrong.</summary>
public enum FaultKind
{
    /// <summary>An HTTP status instead of an answer; nothing is done.</summary>
    Status,

    /// <summary>The connection is cut before anything is done.</summary>
    Drop,

    /// <summary>No answer for as long as the caller waits; nothing is done.</summary>
    Hang,

    /// <summary>It is done, and then the connection is cut.</summary>
    AppliedButAnswerLost,

    /// <summary>The answer says 200 as if it were done, and it is not.</summary>
    NotApplied,

    /// <summary>200 with a page of HTML; nothing is done.</summary>
    Garbage,
}

/// <summary>A fault in force: how, with which status, and how often still; null means until cleared.</summary>
public sealed record Fault(ApiRoute Route, FaultKind Kind, int Status, int? Count);

/// <summary>The faults in force. A request takes the oldest one of its route.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _inForce = [];

    public IReadOnlyList<Fault> InForce
    {
        get
        {
            lock (_gate)
            {
                return [.. _inForce];
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _inForce.Add(fault);
        }
    }

    public void Clear(ApiRoute? route = null)
    {
        lock (_gate)
        {
            _inForce.RemoveAll(fault => route is null || fault.Route == route);
        }
    }

    public Fault? Take(ApiRoute route)
    {
        lock (_gate)
        {
            var index = _inForce.FindIndex(fault => fault.Route == route);
            if (index < 0)
            {
                return null;
            }

            var fault = _inForce[index];
            if (fault.Count is { } left)
            {
                if (left > 1)
                {
                    _inForce[index] = fault with { Count = left - 1 };
                }
                else
                {
                    _inForce.RemoveAt(index);
                }
            }

            return fault;
        }
    }
}
