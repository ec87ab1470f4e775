using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>Why a call was offered to one operator and to nobody else: kept for some time, to be read by people and replayed.</summary>
/// <param name="Call">The call's name; opaque here.</param>
/// <param name="Strategy">Which strategy chose.</param>
/// <param name="Reason">A word for the choice: see <see cref="ChoiceReason"/>.</param>
/// <param name="Considered">Who could have had it, in the strategy's order; the first was chosen. At most <see cref="MostNamed"/>.</param>
/// <param name="Excluded">Who could not, and by which rule. At most <see cref="MostNamed"/>.</param>
/// <param name="Others">How many more there were than are named.</param>
public sealed record Decision(
    string Call,
    string Queue,
    string Group,
    DateTimeOffset At,
    OperatorId Chosen,
    string Strategy,
    ChoiceReason Reason,
    IReadOnlyList<Considered> Considered,
    IReadOnlyList<Excluded> Excluded,
    int Others)
{
    public const int MostNamed = 20;
}

/// <summary>What settled a choice.</summary>
public enum ChoiceReason
{
    /// <summary>Nobody else could have had it.</summary>
    OnlyOne,

    /// <summary>The strategy preferred this one.</summary>
    Strategy,

    /// <summary>The guest's last operator, or the one that the caller named.</summary>
    Preferred,
}

/// <summary>Somebody who could have had the call.</summary>
/// <param name="Tier">From which step of the ladder on; 0 is everything asked for.</param>
/// <param name="Measure">What the strategy went by, in its own words: a time, a count.</param>
public sealed record Considered(OperatorId Operator, int Tier, string Measure);

/// <summary>Somebody who could not, and why: an <see cref="Availability"/>, or one of these rules.</summary>
public sealed record Excluded(OperatorId Operator, string Rule)
{
    /// <summary>Cannot what the call needs, as far as it is relaxed by now.</summary>
    public const string Skills = "Skills";

    /// <summary>Was asked last and did not answer.</summary>
    public const string JustMissed = "JustMissed";

    /// <summary>Was chosen for a call before, in the same match.</summary>
    public const string Chosen = "Chosen";

    /// <summary>The call was held for somebody else.</summary>
    public const string NotPreferred = "NotPreferred";
}
