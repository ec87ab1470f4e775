using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrueConf.Sandbox.Api;

/// <summary>The access tokens given out, each until its time is up.</summary>
internal sealed class AccessTokens(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _validUntil = new();

    public string Issue(TimeSpan life)
    {
        var now = clock.GetUtcNow();
        foreach (var expired in _validUntil.Where(token => token.Value <= now))
        {
            _validUntil.TryRemove(expired);
        }

        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        _validUntil[token] = now + life;
        return token;
    }

    public bool IsValid(string token) => _validUntil.TryGetValue(token, out var until) && clock.GetUtcNow() < until;

    /// <summary>Every token given so far is refused from now on.</summary>
    public void ForgetAll() => _validUntil.Clear();
}
