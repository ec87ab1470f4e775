using ContactCenter.Calls;

namespace ContactCenter.Replay;

/// <summary>What calls came to.</summary>
internal sealed class Figures
{
    /// <summary>Within which an answer counts for the service level.</summary>
    public static readonly TimeSpan Prompt = TimeSpan.FromSeconds(20);

    private readonly TimeSpan[] _waits;

    private Figures(TimeSpan[] waits) => _waits = waits;

    public int Calls { get; private init; }

    public int Answered => _waits.Length;

    /// <summary>The guest left before an answer.</summary>
    public int Abandoned { get; private init; }

    /// <summary>Neither answered nor abandoned.</summary>
    public int Unanswered => Calls - Answered - Abandoned;

    public int Offers { get; private init; }

    public int Missed { get; private init; }

    /// <summary>Answered promptly, of all calls, in percent; null where there were none.</summary>
    public double? ServiceLevel => Calls == 0 ? null : 100.0 * _waits.Count(wait => wait <= Prompt) / Calls;

    /// <summary>In seconds, from the click to the operator's answer; null where nobody answered.</summary>
    public double? MeanWait => Answered == 0 ? null : _waits.Average(wait => wait.TotalSeconds);

    public double? LongestWait => Answered == 0 ? null : _waits[^1].TotalSeconds;

    public static Figures Of(IReadOnlyCollection<Call> calls) => new(
        [.. calls.Where(call => call.AnsweredAt is not null).Select(call => call.AnsweredAt!.Value - call.ArrivedAt).Order()])
    {
        Calls = calls.Count,
        Abandoned = calls.Count(call => call is { AnsweredAt: null, Outcome: CallOutcome.Abandoned }),
        Offers = calls.Sum(call => call.Offers.Count),
        Missed = calls.Sum(call => call.Missed),
    };

    /// <summary>The wait, in seconds, that this part of those who were answered did not exceed.</summary>
    public double? WaitOf(double part) => Answered == 0 ? null : _waits[(int)Math.Ceiling(part * Answered) - 1].TotalSeconds;
}
