using System.Collections.Concurrent;
using ContactCenter.Hosting;
using ContactCenter.Hosting.Nodes;

namespace ContactCenter.Calls;

/// <summary>
/// Knows which guests are there: who has a stream or long poll open, or asked something a moment ago. Tells the call when
/// that changes, and is silent while it does not.
/// </summary>
internal sealed partial class GuestPresence(
    ICallStore store,
    CallRecorder recorder,
    StrandedGuests stranded,
    Node node,
    TimeProvider clock,
    ILogger<GuestPresence> logger) : Loop
{
    /// <summary>So long a guest without a stream still counts as present: between two polls, or while a page reloads.</summary>
    internal static readonly TimeSpan Hold = TimeSpan.FromSeconds(5);

    /// <summary>Silent guests told of together: when a network goes, many fall silent in one moment.</summary>
    private const int _atOnce = 16;

    private static readonly TimeSpan _longestGrace = TimeSpan.FromMinutes(11);

    private readonly ConcurrentDictionary<CallId, GuestLine> _lines = new();

    /// <summary>Lines to be looked at, each at most once, by when they fell silent; the lock is the queue itself.</summary>
    private readonly PriorityQueue<(CallId Id, GuestLine Line), DateTimeOffset> _silent = new();

    private readonly Bell _bell = new();
    private NodeId? _told;

    /// <summary>Guests who have a stream or long poll open here.</summary>
    public int Connected => _lines.Count(line => line.Value.SilentSince() is null);

    /// <summary>The guest is there until the returned handle is disposed, and <see cref="Hold"/> longer.</summary>
    public async Task<IDisposable> OpenAsync(CallId id, CancellationToken cancellationToken)
    {
        var line = LineOf(id);
        line.Open(clock.GetUtcNow());
        var stay = new Stay(this, id, line);
        try
        {
            await AttachAsync(id, line, cancellationToken);
            return stay;
        }
        catch
        {
            stay.Dispose();
            throw;
        }
    }

    /// <summary>A sign of life: any authenticated request.</summary>
    public Task SeenAsync(CallId id, CancellationToken cancellationToken)
    {
        var line = LineOf(id);
        line.Seen(clock.GetUtcNow());
        return AttachAsync(id, line, cancellationToken);
    }

    /// <summary>From here on the guest's silence is noticed, even if nothing is ever heard of them.</summary>
    public void Expect(Call placed) => LineOf(placed.Id).ToldAs = placed.Nodes[0];

    /// <summary>Whoever was on the line of a node that is no more is away from now on, and has the whole grace to come back.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded += Notice;
        node.Mustered += _bell.Ring;
        await stranded.TellAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task RunAsync(CancellationToken stoppingToken) =>
        _bell.DriveAsync(LookAfterAsync, LogLoopFailed, clock, stoppingToken);

    /// <summary>Tells the calls who has come and gone; returns when the next guest may have been silent for too long.</summary>
    private async Task<DateTimeOffset?> LookAfterAsync(CancellationToken stoppingToken)
    {
        if (_told != node.Present.Id)
        {
            // Others may have taken this node for dead, and its guests for gone.
            await TellAllAsync(stoppingToken);
            _told = node.Present.Id;
        }

        if (stranded.IsDue)
        {
            await stranded.TellAsync(stoppingToken);
            ForgetLongGone();
        }

        return await DetachSilentAsync(stoppingToken);
    }

    private async Task TellAllAsync(CancellationToken stoppingToken)
    {
        foreach (var (id, line) in _lines.OrderBy(one => one.Key.Value))
        {
            if (line.ToldAs is not null)
            {
                await AttachAsync(id, line, stoppingToken);
            }
        }
    }

    /// <summary>Detaches who has shown no life for a while, several at a time; returns when the next one may be due.</summary>
    private async Task<DateTimeOffset?> DetachSilentAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? next;
        while (TakeDue(out next) is { Count: > 0 } due)
        {
            await Task.WhenAll(due.Select(one => GiveUpAsync(one.Id, one.Line, stoppingToken)));
        }

        return next;
    }

    private async Task GiveUpAsync(CallId id, GuestLine line, CancellationToken stoppingToken)
    {
        try
        {
            await DetachAsync(id, line, stoppingToken);
        }
        finally
        {
            // Also when the store fails: a guest who is gone must not seem present for ever.
            if (line.ToldAs is not null && line.SilentSince() is { } silentSince && _lines.ContainsKey(id))
            {
                Watch(silentSince, id, line);
            }
        }
    }

    /// <summary>The lines that have been silent for the longest time, if for long enough; else when one will have been.</summary>
    private List<(CallId Id, GuestLine Line)> TakeDue(out DateTimeOffset? next)
    {
        var due = new List<(CallId Id, GuestLine Line)>();
        lock (_silent)
        {
            for (; ; )
            {
                next = _silent.TryPeek(out var oldest, out var silentSince) ? silentSince + Hold : null;
                if (next is null || next > clock.GetUtcNow() || due.Count == _atOnce)
                {
                    return due;
                }

                _silent.Dequeue();
                oldest.Line.Unwatch();
                due.Add(oldest);
            }
        }
    }

    private async Task DetachAsync(CallId id, GuestLine line, CancellationToken stoppingToken)
    {
        if (line.SilentSince() is not { } silentSince || silentSince + Hold > clock.GetUtcNow() || line.ToldAs is null || !_lines.ContainsKey(id))
        {
            return;
        }

        if (await store.FindAsync(id, stoppingToken) is null or { Outcome: not null })
        {
            _lines.TryRemove(id, out _);
            return;
        }

        await line.Telling.WaitAsync(CancellationToken.None);
        try
        {
            line.InDoubt = true;
            await recorder.HappenAsync(id, new CallEvent.Detached([node.Present.Id, line.ToldAs.Value], silentSince), stoppingToken);
            (line.ToldAs, line.InDoubt) = (null, false);
        }
        finally
        {
            line.Telling.Release();
        }

        // Came back in the very moment in which it was given up.
        if (line.SilentSince() != silentSince)
        {
            await AttachAsync(id, line, stoppingToken);
        }
    }

    private async Task AttachAsync(CallId id, GuestLine line, CancellationToken cancellationToken)
    {
        if (line.IsToldAs(node.Present.Id))
        {
            return;
        }

        await line.Telling.WaitAsync(CancellationToken.None);
        try
        {
            // The node may become another one while it tells.
            while (node.Present.Id is var present && !line.IsToldAs(present))
            {
                (line.ToldAs, line.InDoubt) = (present, true);
                await recorder.HappenAsync(id, new CallEvent.Attached(present, clock.GetUtcNow()), cancellationToken);
                line.InDoubt = false;
            }
        }
        finally
        {
            line.Telling.Release();
            if (line.SilentSince() is { } silentSince)
            {
                Watch(silentSince, id, line);
            }
        }
    }

    private GuestLine LineOf(CallId id)
    {
        if (_lines.TryGetValue(id, out var known))
        {
            return known;
        }

        var now = clock.GetUtcNow();
        var line = _lines.GetOrAdd(id, new GuestLine(now));
        Watch(now, id, line);
        return line;
    }

    private void Watch(DateTimeOffset silentSince, CallId id, GuestLine line)
    {
        if (!line.TryWatch())
        {
            return;
        }

        lock (_silent)
        {
            _silent.Enqueue((id, line), silentSince);
        }

        _bell.Ring();
    }

    private void Notice(CallChange change)
    {
        if (change.After.Outcome is not null)
        {
            _lines.TryRemove(change.After.Id, out _);
        }
        else if (change.IsNew)
        {
            Expect(change.After);
        }
    }

    /// <summary>Calls end on other nodes too; whoever has been away for longer than any grace lasts is not waited for.</summary>
    private void ForgetLongGone()
    {
        var now = clock.GetUtcNow();
        foreach (var line in _lines.Where(line => line.Value.ToldAs is null && line.Value.SilentSince() + _longestGrace < now))
        {
            _lines.TryRemove(line);
        }
    }

    private void Leave(CallId id, GuestLine line)
    {
        var now = clock.GetUtcNow();
        if (line.Close(now))
        {
            Watch(now, id, line);
        }
    }

    [LoggerMessage(LogLevel.Error, "Noticing absent guests went wrong; it is tried again.")]
    private partial void LogLoopFailed(Exception e);

    private sealed class Stay(GuestPresence presence, CallId id, GuestLine line) : IDisposable
    {
        public void Dispose() => presence.Leave(id, line);
    }
}
