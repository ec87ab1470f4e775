using System.Globalization;

namespace TrueConf.Sandbox.Api;

/// <summary>The API's two ways of paging: from 0 with <c>next_page_id</c>, or from 1 with <c>cnt</c>. Both may give less than asked.</summary>
internal static class Paging
{
    public static (IReadOnlyList<T> Items, int NextPageId) FromZero<T>(IReadOnlyList<T> all, HttpRequest request, SandboxSettings settings)
    {
        var page = Math.Max(Asked(request, "page_id") ?? 0, 0);
        var size = Size(request, settings.DirectoryPage);
        return (Page(all, page, size), page < LastPage(all, size) ? page + 1 : settings.LastPageId);
    }

    public static IReadOnlyList<T> FromOne<T>(IReadOnlyList<T> all, HttpRequest request, SandboxSettings settings)
    {
        var page = Math.Max(Asked(request, "page_id") ?? 1, 1) - 1;
        var size = Size(request, settings.ConferencePage);
        return Page(all, settings.RepeatsLastPage ? Math.Min(page, LastPage(all, size)) : page, size);
    }

    private static IReadOnlyList<T> Page<T>(IReadOnlyList<T> all, int page, int size) =>
        page <= LastPage(all, size) ? [.. all.Skip(page * size).Take(size)] : [];

    /// <summary>Counted from 0. A list of nothing has a page too.</summary>
    private static int LastPage<T>(IReadOnlyList<T> all, int size) => Math.Max(all.Count - 1, 0) / size;

    private static int Size(HttpRequest request, int most) => Math.Clamp(Asked(request, "page_size") ?? most, 1, most);

    private static int? Asked(HttpRequest request, string name) =>
        int.TryParse(request.Query[name], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
