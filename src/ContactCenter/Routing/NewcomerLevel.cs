using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>
/// Lifts the count of whoever has just signed in to the middle of the others', so that a newcomer does not get every call
/// until they have caught up. Nobody's count is lowered.
/// </summary>
internal static class NewcomerLevel
{
    /// <param name="counts">Conversations within the last hour of everybody of the group who is signed in.</param>
    public static IReadOnlyDictionary<OperatorId, int> Level(
        IReadOnlyDictionary<OperatorId, int> counts, Func<OperatorId, bool> isNewcomer)
    {
        var newcomers = counts.Keys.Where(isNewcomer).ToList();
        if (newcomers.Count == 0 || counts.Count < 2)
        {
            return counts;
        }

        var sorted = counts.Values.Order().ToArray();
        var levelled = counts.ToDictionary();
        foreach (var one in newcomers)
        {
            levelled[one] = Math.Max(counts[one], MedianOfOthers(sorted, counts[one]));
        }

        return levelled;
    }

    /// <summary>The median of the rest when this one is taken out, rounded down.</summary>
    private static int MedianOfOthers(int[] sorted, int own)
    {
        var taken = Array.BinarySearch(sorted, own);
        var rest = sorted.Length - 1;
        return (Rest((rest - 1) / 2) + Rest(rest / 2)) / 2;

        int Rest(int place) => sorted[place < taken ? place : place + 1];
    }
}
