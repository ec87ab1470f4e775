using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>Says why a call waits, and why it was offered to whom it was.</summary>
internal sealed class CallExplanations(
    ICallStore store, CallRecorder recorder, OperatorRoster roster, QueueBook queues, SkillsOf skillsOf, IConferenceServer conferences, TimeProvider clock)
{
    /// <summary>Of a call that was offered more often only the last ones are told.</summary>
    public const int MostDecisions = 20;

    /// <summary>Null when there is no such call.</summary>
    public async Task<CallExplanation?> WhyAsync(CallId id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { } call)
        {
            return null;
        }

        var scene = await SceneOfAsync(call, cancellationToken);
        var decisions = await store.DecisionsAsync(id, DateTimeOffset.MinValue, MostDecisions, cancellationToken);
        var counts = scene.Operators.CountBy(one => one.Availability).ToDictionary();
        return new CallExplanation(call, scene.ReasonFor(call), counts, decisions);
    }

    private async Task<WaitScene> SceneOfAsync(Call call, CancellationToken cancellationToken)
    {
        var queue = recorder.QueueOf(call);
        var group = queues.All.Where(one => string.Equals(one.Group, queue.Group, StringComparison.OrdinalIgnoreCase)).ToList();
        var watch = roster.Watch(queue.Group);
        var now = clock.GetUtcNow();
        var isKnown = watch.IsFresh(group.Min(one => one.RosterInterval), now);
        var ladder = new CallLadders(queues.Find).Of(call);
        if (!isKnown)
        {
            return new WaitScene([], isKnown, ladder, queue.RetryDelay, Allowance: null, now);
        }

        // Told by the store as a match would be told, so that no other rule is explained than holds.
        var latest = watch.Latest!;
        var glance = new MatchGlance(latest, group);
        await store.MatchAsync(glance, now, cancellationToken);
        var facts = glance.Facts.Operators.ToDictionary(one => one.Id);
        return new WaitScene(
            [.. FreeOperators.SignedIn(latest).Select(one => MemberOf(one, facts, latest, now))],
            isKnown,
            ladder,
            queue.RetryDelay,
            Allowance.Of(conferences.MostConferences, glance.Facts, now),
            now);
    }

    private StaffMember MemberOf(Operator one, Dictionary<OperatorId, OperatorFacts> facts, Roster latest, DateTimeOffset now)
    {
        var own = facts.GetValueOrDefault(one.Id) ?? new OperatorFacts(one.Id);
        return new StaffMember(one.Id, AvailabilityRules.Of(one.Presence, own, latest.ReadAt, now), skillsOf(one.Id));
    }
}

/// <summary>Why a call waits, and what was decided about it.</summary>
/// <param name="Reason">Null when it does not wait.</param>
/// <param name="Operators">How many of its group who are signed in are free, busy and so on; empty while nobody knows.</param>
/// <param name="Decisions">The latest first.</param>
internal sealed record CallExplanation(
    Call Call, WaitReason? Reason, IReadOnlyDictionary<Availability, int> Operators, IReadOnlyList<Decision> Decisions);
