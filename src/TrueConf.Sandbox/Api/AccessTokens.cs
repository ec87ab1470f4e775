using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TrueConf.Sandbox.Api;

/// <summary>The access tokens given out, each until its time is up.</summary>
internal sealed class AccessTokens(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _validUntil = new();

    /// <param name="life">How long it is good for.</param>
    /// <param name="keep">False gives one that is not taken.</param>
    public string Issue(TimeSpan life, bool keep)
    {
        var now = clock.GetUtcNow();
        foreach (var expired in _validUntil.Where(token => token.Value <= now))
        {
            _validUntil.TryRemove(expired);
        }

        var token = RandomNumberGenerator.GetHexString(40, lowercase: true);
        if (keep)
        {
            _validUntil[token] = now + life;
        }

        return token;
    }

    public bool IsValid(string token) => _validUntil.TryGetValue(token, out var until) && clock.GetUtcNow() < until;

    /// <summary>Every token given so far is refused from now on.</summary>
    public void ForgetAll() => _validUntil.Clear();
}
