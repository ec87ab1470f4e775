using System.Text.Json.Serialization;

namespace ContactCenter.Operators;

/// <summary>What successive readings of one group tell, folded into a value.</summary>
public sealed record RosterWatch
{
    /// <summary>After an outage the operators' clients need a while to sign in again; an empty roster means nothing until then.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<OperatorId, int> _nobody = [];

    /// <summary>The last reading that succeeded.</summary>
    public Roster? Latest { get; init; }

    /// <summary>Why the last reading failed; null when it succeeded.</summary>
    public TrueConfException? Trouble { get; init; }

    /// <summary>Whether the server was asked and has no such group.</summary>
    public bool GroupMissing { get; init; }

    /// <summary>Since when every reading has found nobody signed in; null when that is not so, or not to be counted.</summary>
    public DateTimeOffset? NobodySince { get; init; }

    /// <summary>From when on an empty roster means something; null after a failure.</summary>
    [JsonInclude]
    internal DateTimeOffset? CountsFrom { get; init; }

    /// <summary>In how many readings in a row somebody known was signed out.</summary>
    [JsonInclude]
    internal IReadOnlyDictionary<OperatorId, int> ReadsWithout { get; init; } = _nobody;

    /// <summary>Who has come within the last hour.</summary>
    [JsonInclude]
    internal SignIns SignIns { get; init; } = new();

    /// <summary>Everybody of whom <see cref="IsGone"/> holds.</summary>
    internal IEnumerable<OperatorId> Gone => ReadsWithout.Where(one => one.Value >= 2).Select(one => one.Key);

    private bool Failed => Trouble is not null || GroupMissing;

    public RosterWatch AfterRead(Roster roster)
    {
        var countsFrom = CountsFrom ?? (Failed ? roster.ReadAt + Settling : roster.ReadAt);
        return this with
        {
            Latest = roster,
            Trouble = null,
            GroupMissing = false,
            CountsFrom = countsFrom,
            NobodySince = roster.AnybodySignedIn ? null : NobodySince ?? Later(roster.ReadAt, countsFrom),
            ReadsWithout = CountAbsences(roster),
            SignIns = SignIns.After(Latest, roster),
        };
    }

    public RosterWatch AfterFailure(TrueConfException trouble) => this with
    {
        Trouble = trouble,
        GroupMissing = false,
        CountsFrom = null,
        NobodySince = null,
        ReadsWithout = _nobody,
    };

    public RosterWatch AfterMissingGroup() => this with
    {
        Latest = null,
        Trouble = null,
        GroupMissing = true,
        CountsFrom = null,
        NobodySince = null,
        ReadsWithout = _nobody,
    };

    /// <summary>A roster older than three intervals counts as unknown, not as truth.</summary>
    public bool IsFresh(TimeSpan interval, DateTimeOffset now) => Latest is not null && now - Latest.CompleteAt <= 3 * interval;

    /// <summary>
    /// Whether it is as new as the roster is kept while nobody waits: half a minute old at worst, no basis for an offer, but
    /// enough to say who is there.
    /// </summary>
    public bool IsKept(TimeSpan interval, DateTimeOffset now) =>
        !Failed && Latest is not null && now - Latest.CompleteAt <= RosterRefresher.Leisure + (3 * interval);

    /// <summary>Whether two readings in a row found the operator signed out: one may be a client that changes its network.</summary>
    public bool IsGone(OperatorId id) => ReadsWithout.GetValueOrDefault(id) >= 2;

    /// <summary>Whether waiting for TrueConf Server will not help: a person must mend the settings or the server.</summary>
    public bool NeedsAttention => GroupMissing || Trouble?.Failure == TrueConfFailure.Denied;

    /// <summary>Counts whoever was seen before and is signed out now; who is back starts anew.</summary>
    private Dictionary<OperatorId, int> CountAbsences(Roster roster)
    {
        var present = roster.Operators.Where(one => one.Presence != Presence.Offline).Select(one => one.Id).ToHashSet();
        var known = roster.Operators.Select(one => one.Id)
            .Concat(ReadsWithout.Keys)
            .Concat(Latest?.Operators.Select(one => one.Id) ?? []);
        return known.Distinct().Where(id => !present.Contains(id)).ToDictionary(id => id, id => ReadsWithout.GetValueOrDefault(id) + 1);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
