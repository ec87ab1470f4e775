using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ContactCenter.Calls;

/// <summary>
/// The guest's only credential: an HMAC over the call's id with a secret kept in the store. Every node can make and check
/// it, and no row holds it.
/// </summary>
internal sealed class CallTokens(ICallSecret secret)
{
    public async Task<string> OfAsync(CallId id, CancellationToken cancellationToken) =>
        Base64Url.EncodeToString(await SignAsync(id, cancellationToken));

    public async Task<bool> IsValidAsync(CallId id, string token, CancellationToken cancellationToken)
    {
        var expected = Encoding.ASCII.GetBytes(await OfAsync(id, cancellationToken));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(token));
    }

    private async Task<byte[]> SignAsync(CallId id, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(await secret.KeyAsync(cancellationToken), Encoding.ASCII.GetBytes($"call {id}"));
}
