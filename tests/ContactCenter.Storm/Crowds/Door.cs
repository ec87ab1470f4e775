using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ContactCenter.Storm.Sites;

namespace ContactCenter.Storm.Crowds;

/// <summary>What stands before the nodes: each request goes to the next one in turn, and to another when nobody listens there.</summary>
internal sealed class Door(IReadOnlyList<Node> nodes) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly ConcurrentDictionary<string, int> _answers = new();
    private int _turn;

    /// <summary>How often each kind of answer was given; <c>no answer</c> among them.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>The answer; null when none came, for whatever reason.</summary>
    public async Task<Answer?> AskAsync(Question question, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(question.Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var answer = await AskAnyAsync(question, either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        _answers.AddOrUpdate(answer is null ? "no answer" : $"{answer.Status}", 1, (_, count) => count + 1);
        return answer;
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer?> AskAnyAsync(Question question, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < nodes.Count; tries++)
        {
            var node = nodes[(int)((uint)Interlocked.Increment(ref _turn) % (uint)nodes.Count)];
            try
            {
                using var request = question.ToRequest(node.Address);
                using var response = await _http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                return new Answer((int)response.StatusCode, body.Length == 0 ? null : Parse(body), node.Name);
            }
            catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                // It is not there; the next one may be.
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                return null;
            }
        }

        return null;
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A request that may be sent to any node.</summary>
internal sealed record Question(HttpMethod Method, string Path, TimeSpan Patience)
{
    public string? Token { get; init; }

    public string? Key { get; init; }

    public object? Body { get; init; }

    public HttpRequestMessage ToRequest(Uri node)
    {
        var request = new HttpRequestMessage(Method, new Uri(node, Path)) { Content = Body is null ? null : JsonContent.Create(Body) };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        if (Key is not null)
        {
            request.Headers.Add("Idempotency-Key", Key);
        }

        return request;
    }
}

/// <param name="By">The node's name.</param>
internal sealed record Answer(int Status, JsonElement? Body, string By);
