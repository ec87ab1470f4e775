using System.Net;
using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>Our access token: one renewal however many requests wait for it, and a pause after one that failed.</summary>
internal sealed class AccessTokens(TrueConfAddress address, TrueConfCondition condition, TimeProvider clock)
{
    /// <summary>How long a server that refused us is left alone.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private const string _asked = "The request for a token";

    private static readonly TimeSpan _longestMargin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _usualLife = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private AccessToken? _current;
    private Task<AccessToken>? _renewal;
    private TrueConfException? _refusal;
    private DateTimeOffset _pausedUntil;
    private int _rejectedInARow;

    /// <summary>A token to use now. <paramref name="send"/> asks for one where there is none; it is never cancelled half-way.</summary>
    public Task<AccessToken> GetAsync(Func<HttpRequestMessage, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_current is { } current && now < current.RenewAt)
            {
                return Task.FromResult(current);
            }

            if (_refusal is { } refusal && now < _pausedUntil)
            {
                return Task.FromException<AccessToken>(new TrueConfException(refusal.Failure, refusal.Message));
            }

            return (_renewal ??= RenewAsync(send)).WaitAsync(cancellationToken);
        }
    }

    /// <summary>The server took the token: whatever it says next about another one is news.</summary>
    public void Accepted(AccessToken token)
    {
        lock (_lock)
        {
            if (token == _current)
            {
                _rejectedInARow = 0;
            }
        }
    }

    /// <summary>The server did not take the token. Late news of a token that was replaced changes nothing.</summary>
    public void Rejected(AccessToken token)
    {
        lock (_lock)
        {
            if (token != _current)
            {
                return;
            }

            _current = null;
            if (++_rejectedInARow > 1)
            {
                // It gives tokens and does not take them: asking for more at the rate of our requests helps nobody.
                Pause_NeedsLock(new TrueConfException(
                    TrueConfFailure.Denied,
                    "TrueConf Server does not accept the token it gave for TrueConf:ClientId and TrueConf:ClientSecret."));
            }
        }
    }

    private async Task<AccessToken> RenewAsync(Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
    {
        await Task.Yield(); // The caller holds the lock.

        try
        {
            var asked = clock.GetUtcNow();
            using var request = TokenRequest();
            using var response = await AnswerAsync(send, request);
            var (token, refusal) = await ReadAsync(response, asked);

            lock (_lock)
            {
                _refusal = null;
                _current = token;
                return token ?? throw Pause_NeedsLock(refusal!);
            }
        }
        finally
        {
            lock (_lock)
            {
                _renewal = null;
            }
        }
    }

    private HttpRequestMessage TokenRequest() => new(HttpMethod.Post, address.Resolve(TrueConfRequest.TokenPath))
    {
        Content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = address.ClientId,
            ["client_secret"] = address.ClientSecret,
        }),
    };

    /// <summary>No answer is left to the breaker; whatever happened to this request, the one that waits for the token was not sent.</summary>
    private async Task<HttpResponseMessage> AnswerAsync(
        Func<HttpRequestMessage, Task<HttpResponseMessage>> send, HttpRequestMessage request)
    {
        try
        {
            return await send(request);
        }
        catch (Exception e) when (e is not TrueConfException)
        {
            var told = TrueConfFailures.NoAnswer(_asked, e);
            var failure = told.OutcomeUnknown ? new TrueConfException(TrueConfFailure.NotSent, told.Message, e) : told;
            condition.Failed(failure);
            throw failure;
        }
    }

    private static async Task<(AccessToken? Token, TrueConfException? Refusal)> ReadAsync(
        HttpResponseMessage response, DateTimeOffset asked)
    {
        response.Content.Headers.ContentType = null;
        var body = await response.Content.ReadAsStringAsync();
        var error = TrueConfError.Read(body);
        var answer = $"{_asked}: {(int)response.StatusCode} {error?.Reason}".TrimEnd();

        if (response.IsSuccessStatusCode && error is null)
        {
            return TrueConfJson.Read<TokenReply>(body) is { AccessToken: { Length: > 0 } value } reply
                ? (new AccessToken(value, asked + UsefulLife(reply.ExpiresIn)), null)
                : (null, new TrueConfException(TrueConfFailure.NotSent, $"{answer} without a token in it."));
        }

        return (null, response.StatusCode switch
        {
            HttpStatusCode.NotFound => new TrueConfException(
                TrueConfFailure.Denied, $"{answer}. There is no TrueConf Server at TrueConf:ServerUrl."),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new TrueConfException(TrueConfFailure.NotSent, $"{answer}."),
            _ => new TrueConfException(
                TrueConfFailure.Denied,
                $"{answer}. TrueConf Server does not accept TrueConf:ClientId and TrueConf:ClientSecret."),
        });
    }

    /// <summary>A token is renewed a little before it expires, so that none expires on its way.</summary>
    private static TimeSpan UsefulLife(int? expiresIn)
    {
        var life = expiresIn > 0 ? TimeSpan.FromSeconds(expiresIn.Value) : _usualLife;
        var margin = life / 10;
        return life - (margin < _longestMargin ? margin : _longestMargin);
    }

    private TrueConfException Pause_NeedsLock(TrueConfException refusal)
    {
        condition.Failed(refusal);
        _pausedUntil = clock.GetUtcNow() + Pause;
        return _refusal = refusal;
    }
}

/// <summary>One token. A class, not a value: that the server gives the same text again does not make it the same token.</summary>
internal sealed class AccessToken(string value, DateTimeOffset renewAt)
{
    public string Value => value;

    public DateTimeOffset RenewAt => renewAt;
}
