using System.Text;
using ContactCenter.Conferences;

namespace ContactCenter.TrueConf;

/// <summary>How a guest is announced to TrueConf Server, and which of its links a guest's browser opens.</summary>
internal static class GuestLinks
{
    private const int _longestName = 100;
    private const int _longestLogin = 100;
    private const string _nameless = "Guest";

    // Letters of the Cyrillic alphabet from а to я, and what TrueConf's own sample makes of such names: Latin letters.
    private static readonly string[] _latin =
    [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p",
        "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "sch", "", "y", "", "e", "yu", "ya",
    ];

    /// <summary>
    /// A guest's name in TrueConf's form <c>2$login*Name</c>. The conference is part of the login: two guests of one name
    /// are two people, and one who comes back to the same conference is the same.
    /// </summary>
    public static string UserOf(string guestName, ConferenceId conference)
    {
        var name = NameOf(guestName);
        var end = "_" + Slug(conference.Value);
        var login = Slug(name);
        var room = Math.Max(1, _longestLogin - end.Length);
        return $"2${(login.Length > room ? login[..room] : login)}{end}*{name}";
    }

    /// <summary>The browser's way in; TrueConf's own full page before its page for embedding. Null when there is none.</summary>
    public static Uri? Choose(IEnumerable<SoftwareClient?> clients) => clients
        .Where(client => client is { Platform: "webrtc", Type: "web" or null })
        .Select(client => Uri.TryCreate(client!.WebUrl, UriKind.Absolute, out var link) && link.Scheme is "https" or "http" ? link : null)
        .OfType<Uri>()
        .OrderByDescending(link => link.AbsolutePath.Contains("/webrtc/", StringComparison.Ordinal))
        .FirstOrDefault();

    /// <summary>The asterisk ends the login, so no name has one.</summary>
    private static string NameOf(string guestName)
    {
        var name = string.Concat(guestName.EnumerateRunes()
            .Where(rune => !Rune.IsControl(rune) && rune.Value != '*')
            .Take(_longestName)).Trim();
        return name.Length > 0 ? name : _nameless;
    }

    private static string Slug(string text)
    {
        var slug = string.Concat(text.ToLowerInvariant().Select(Latin)).Trim('_');
        return slug.Length > 0 ? slug : _nameless.ToLowerInvariant();
    }

    private static string Latin(char letter) => letter switch
    {
        'ё' => "e",
        >= 'а' and <= 'я' => _latin[letter - 'а'],
        _ when char.IsAsciiLetterOrDigit(letter) => letter.ToString(),
        _ when char.IsWhiteSpace(letter) || letter is '_' or '-' or '.' => "_",
        _ => "",
    };
}
