using ContactCenter.Calls;

namespace ContactCenter.Tests.Routing;

/// <summary>Reads of the world's calls what a store reads, and nothing more.</summary>
internal static class SearchReading
{
    public static IReadOnlyList<WaitingKind> Kinds(RoutingWorld world) =>
        [.. world.Calls.Where(call => call.Wants && call.HeldFor is null).Select(KindOf).Distinct()];

    public static IReadOnlyList<WorldCall> Find(RoutingWorld world, IReadOnlyList<WaitingSearch> searches) =>
        [.. searches.SelectMany(search => Find(world, search)).Distinct().OrderBy(call => call.Rank).ThenBy(call => call.Seq)];

    private static IEnumerable<WorldCall> Find(RoutingWorld world, WaitingSearch search)
    {
        var found = world.Calls
            .Where(call => call.Wants && call.Queue == search.Queue)
            .Where(call => search.HeldFor is { } held ? call.HeldFor == held : call.HeldFor is null && KindOf(call) == search.Kind)
            .Where(call => search.ArrivedBy is null || call.ArrivedAt <= search.ArrivedBy)
            .Where(call => call.GiveUpAt > search.GiveUpAfter)
            .OrderBy(call => call.Rank).ThenBy(call => call.Seq)
            .ToLookup(call => call.Missed is { } missed && search.Operators.Contains(missed) && call.MissedAt > search.MissedAfter);
        var others = found[false].Take(search.Limit).ToList();
        return search.Operators.Count == 1 ? others
            : others.Count < search.Limit ? others.Concat(found[true])
            : others.Concat(found[true].Where(call => call.Rank <= others[^1].Rank));
    }

    private static WaitingKind KindOf(WorldCall call) => new(call.Queue, call.Kind, call.Live.Count > 0);
}
