using ContactCenter.Calls;
using ContactCenter.Operators;

namespace ContactCenter.Replay;

/// <summary>One operator during a replay.</summary>
internal sealed class Desk(OperatorId id)
{
    private const string _recorded = "recorded";

    private readonly Queue<DateTimeOffset> _answers = new();
    private Seen _seen = Seen.Away;

    public OperatorFacts Facts { get; private set; } = new(id);

    public Operator Operator => new(id, id.Value, _seen switch
    {
        Seen.Away => Presence.Offline,
        Seen.Busy => Presence.Busy,
        _ => Presence.Available,
    });

    /// <summary>The same, with the conversations of the last hour counted.</summary>
    public OperatorFacts CountedFacts(DateTimeOffset now)
    {
        while (_answers.TryPeek(out var first) && first <= now - OperatorFacts.Recently)
        {
            _answers.Dequeue();
        }

        return Facts with { RecentCalls = _answers.Count };
    }

    /// <summary>Whoever is seen at work again is paused no longer, whatever paused them.</summary>
    public void See(Seen seen, DateTimeOffset now)
    {
        _seen = seen;
        Facts = seen switch
        {
            Seen.Paused => Facts with { Pause = new OperatorPause(now, _recorded, IsAutomatic: false) },
            Seen.Here => Facts with { Pause = null, MissedInRow = 0 },
            _ => Facts,
        };
    }

    public void Engage(Engagement engagement) => Facts = Facts with { Engagement = engagement };

    public void Answer(DateTimeOffset now)
    {
        _answers.Enqueue(now);
        Facts = Facts with { MissedInRow = 0 };
    }

    /// <summary>As the store keeps it.</summary>
    public void Note(OperatorMark mark, DateTimeOffset now)
    {
        var missed = Facts.MissedInRow + (mark.IsMissed ? 1 : 0);
        Facts = Facts with
        {
            IdleSince = mark.IdleSince,
            CoolingUntil = mark.CoolingUntil ?? Facts.CoolingUntil,
            WrapUpUntil = mark.WrapUpUntil ?? Facts.WrapUpUntil,
            MissedInRow = missed,
            Pause = mark is { IsMissed: true, PauseAfterMissed: > 0 } && missed >= mark.PauseAfterMissed
                ? Facts.Pause ?? new OperatorPause(now, OperatorPause.MissedRings, IsAutomatic: true)
                : Facts.Pause,
        };
    }
}
