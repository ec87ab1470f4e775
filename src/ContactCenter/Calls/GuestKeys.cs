using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ContactCenter.Calls;

/// <summary>
/// By which a guest is known again: an HMAC over the e-mail, or else the phone, with the installation's secret. It says
/// nothing of the guest to who reads it, and is never logged.
/// </summary>
internal sealed class GuestKeys(ICallSecret secret)
{
    /// <summary>Null when nothing is known by which the guest could be known again.</summary>
    public async Task<string?> OfAsync(NewGuest? guest, CancellationToken cancellationToken) =>
        (EmailOf(guest) ?? PhoneOf(guest)) is { } known
            ? Base64Url.EncodeToString(HMACSHA256.HashData(await secret.KeyAsync(cancellationToken), Encoding.UTF8.GetBytes($"guest {known}")))
            : null;

    private static string? EmailOf(NewGuest? guest) =>
        guest?.Email?.Trim().ToLowerInvariant() is { Length: > 0 } email ? $"email {email}" : null;

    /// <summary>The digits alone: people part and prefix them as they please.</summary>
    private static string? PhoneOf(NewGuest? guest) =>
        string.Concat((guest?.Phone ?? "").Where(char.IsAsciiDigit)).TrimStart('0') is { Length: > 0 } phone ? $"phone {phone}" : null;
}
