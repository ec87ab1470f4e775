using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>Reads all pages of a list. A server may put fewer on a page than was asked for, or repeat itself.</summary>
internal static class Pages
{
    /// <summary>A list that is longer than this does not end: we would ask for ever.</summary>
    public const int Most = 500;

    // A list that keeps shrinking is read as well as it can be; who needs all of it reads it again some time.
    private const int _mostAgain = 2;

    /// <summary>Users and groups: the first page is 0, the answer names the next one, nothing positive after the last.</summary>
    public static async Task<IReadOnlyList<T>> FromZeroAsync<T>(
        string what, Func<int, Task<(IReadOnlyList<T?>? Items, int? Next)>> read, Func<T, string?> key)
        where T : class
    {
        var all = new Dictionary<string, T>();
        var seen = new HashSet<int>();

        for (var page = 0; seen.Add(page) && seen.Count <= Most;)
        {
            var (items, next) = await read(page);
            Add(all, items ?? throw Unreadable.Answer(what), key);

            if (next is null or <= 0)
            {
                return [.. all.Values];
            }

            page = next.Value;
        }

        throw Unreadable.Endless(what);
    }

    /// <summary>
    /// Conferences: the first page is 1, the answer counts all there are. Ends at that count, or where nothing new comes. If
    /// the count falls on the way, something was removed and the rest moved up, past where we looked: then from the start.
    /// </summary>
    public static async Task<IReadOnlyList<T>> FromOneAsync<T>(
        string what, Func<int, Task<(IReadOnlyList<T?>? Items, int? Count)>> read, Func<T, string?> key)
        where T : class
    {
        var all = new Dictionary<string, T>();
        var pass = new Dictionary<string, T>();
        var (page, before, again) = (1, int.MaxValue, 0);

        for (var asked = 0; asked < Most; asked++)
        {
            var (items, count) = await read(page);
            var anyNew = Add(pass, items ?? throw Unreadable.Answer(what), key);
            Add(all, items, key);

            if (count < before && page > 1 && again++ < _mostAgain)
            {
                pass.Clear();
                (page, before) = (1, int.MaxValue);
                continue;
            }

            if (!anyNew || pass.Count >= count)
            {
                return [.. all.Values];
            }

            (page, before) = (page + 1, count ?? before);
        }

        throw Unreadable.Endless(what);
    }

    private static bool Add<T>(Dictionary<string, T> all, IReadOnlyList<T?> items, Func<T, string?> key)
        where T : class
    {
        var before = all.Count;
        foreach (var item in items)
        {
            if (item is not null && key(item) is { } id)
            {
                all.TryAdd(id, item);
            }
        }

        return all.Count > before;
    }
}

/// <summary>Answers that are JSON and still not what was asked for: nothing is known.</summary>
internal static class Unreadable
{
    public static TrueConfException Answer(string what) =>
        new(TrueConfFailure.Unknown, $"TrueConf Server's answer has no {what} in it.");

    public static TrueConfException Endless(string what) =>
        new(TrueConfFailure.Unknown, $"TrueConf Server's list of {what} does not end.");
}
