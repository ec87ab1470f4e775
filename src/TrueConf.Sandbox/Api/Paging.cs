using System.Globalization;

namespace TrueConf.Sandbox.Api;

/// <summary>The API's two ways of paging: from 0 with <c>next_page_id</c>, or from 1 with <c>cnt</c>. Both may give less than asked.</summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Items, int NextPageId) FromZero<T>(IReadOnlyList<T> all, HttpRequest request, int most)
    {
        var page = Math.Max(Asked(request, "page_id") ?? 0, 0);
        var size = Size(request, most);
        return ([.. all.Skip(page * size).Take(size)], (page + 1) * size < all.Count ? page + 1 : -1);
    }

    public static IReadOnlyList<T> FromOne<T>(IReadOnlyList<T> all, HttpRequest request, int most)
    {
        var page = Math.Max(Asked(request, "page_id") ?? 1, 1) - 1;
        var size = Size(request, most);
        return [.. all.Skip(page * size).Take(size)];
    }

    private static int Size(HttpRequest request, int most) => Math.Clamp(Asked(request, "page_size") ?? most, 1, most);

    private static int? Asked(HttpRequest request, string name) =>
        int.TryParse(request.Query[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
