using Microsoft.AspNetCore.WebUtilities;

namespace TrueConf.Sandbox.Live;

/// <summary>A guest's link taken apart: the conference from its path, the credential from its fragment.</summary>
internal static class GuestUrl
{
    public static (string Conference, string Token) Parse(string link)
    {
        var url = new Uri(link);
        var fragment = QueryHelpers.ParseQuery(url.Fragment.TrimStart('#'));
        return (url.Segments[^1], fragment.TryGetValue("token", out var token) ? token.ToString() : "");
    }
}
