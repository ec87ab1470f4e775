using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ContactCenter.Conferences;
using ContactCenter.Routing;

namespace ContactCenter.TrueConf;

/// <summary>
/// The end of a topic by which a conference is known again where the server keeps no tags: <c> ·</c> and ten characters, four
/// made of the installation and its tag, six of the ledger's row.
/// </summary>
/// <remarks>
/// Four characters are one of a million: two installations at one server that took each other's conferences for their own
/// would be worse than a conference that is not found.
/// </remarks>
internal sealed record TopicMark(string Installation, string Ledger)
{
    private const string _sign = " ·";

    // No i, l, o and u: nobody misreads it, and it makes no words.
    private const string _alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int _bitsEach = 5;
    private const int _installationLength = 4;
    private const int _ledgerLength = 6;
    private const int _length = 2 + _installationLength + _ledgerLength;

    public static TopicMark Of(string tag, InstallationId installation, LedgerId ledger) => new(OfInstallation(tag, installation), OfLedger(ledger));

    public static string OfInstallation(string tag, InstallationId installation) => Digest($"{tag}\n{installation}", _installationLength);

    public static string OfLedger(LedgerId ledger) => Digest(ledger.ToString(), _ledgerLength);

    /// <summary>The mark at the end of a topic, ours or not; null when there is none.</summary>
    public static TopicMark? Read(string? topic)
    {
        var end = topic?.TrimEnd() is { Length: >= _length } text ? text[^_length..] : "";
        return end.StartsWith(_sign, StringComparison.Ordinal) && end[_sign.Length..].All(_alphabet.Contains)
            ? new TopicMark(end.Substring(_sign.Length, _installationLength), end[^_ledgerLength..])
            : null;
    }

    /// <summary>The topic with the mark at its end. What TrueConf would cut off is cut off before it.</summary>
    public string AppendTo(string topic)
    {
        const int room = ConferenceTopic.Longest - _length;
        var rest = topic.Length <= room ? topic : topic[..(char.IsHighSurrogate(topic[room - 1]) ? room - 1 : room)];
        return $"{rest.TrimEnd()}{this}";
    }

    public override string ToString() => $"{_sign}{Installation}{Ledger}";

    private static string Digest(string text, int length)
    {
        var bits = BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return string.Create(length, bits, static (digits, bits) =>
        {
            for (var i = 0; i < digits.Length; i++)
            {
                digits[i] = _alphabet[(int)(bits >> (i * _bitsEach)) & (_alphabet.Length - 1)];
            }
        });
    }
}
