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
    private const string _stream = "text/event-stream";

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
        var answer = await AskAnyAsync(question, (response, node) => ReadAsync(response, node, either.Token), either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        Count(answer);
        return answer;
    }

    /// <summary>Follows a stream of events until it ends, breaks or is silent for too long; the refusal if there was one.</summary>
    public async Task<Answer?> FollowAsync(Question question, Action opened, Action<JsonElement> take, CancellationToken cancellationToken)
    {
        using var silence = new Silence(question.Patience, cancellationToken);
        var answer = await AskAnyAsync(question, async (response, node) =>
        {
            if (response.Content.Headers.ContentType?.MediaType != _stream)
            {
                return await ReadAsync(response, node, silence.Token);
            }

            opened();
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(silence.Token));
            var type = "";
            while (await lines.ReadLineAsync(silence.Token) is { } line)
            {
                silence.Ends();
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    type = line["event: ".Length..];
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal) && type != "progress")
                {
                    take(JsonElement.Parse(line["data: ".Length..]));
                }
            }

            return new Answer(200, null, node.Name);
        }, silence.Token);
        cancellationToken.ThrowIfCancellationRequested();
        Count(answer, "stream ");
        return answer;
    }

    public void Dispose() => _http.Dispose();

    private void Count(Answer? answer, string prefix = "") =>
        _answers.AddOrUpdate(answer is null ? $"{prefix}no answer" : $"{prefix}{answer.Status}", 1, (_, count) => count + 1);

    private static async Task<Answer?> ReadAsync(HttpResponseMessage response, Node node, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        return new Answer((int)response.StatusCode, body.Length == 0 ? null : Parse(body), node.Name);
    }

    private async Task<Answer?> AskAnyAsync(
        Question question, Func<HttpResponseMessage, Node, Task<Answer?>> read, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < nodes.Count; tries++)
        {
            var node = nodes[(int)((uint)Interlocked.Increment(ref _turn) % (uint)nodes.Count)];
            try
            {
                using var request = question.ToRequest(node.Address);
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                return await read(response, node);
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

    /// <summary>Asks for a stream of events.</summary>
    public bool Streams { get; init; }

    public HttpRequestMessage ToRequest(Uri node)
    {
        var request = new HttpRequestMessage(Method, new Uri(node, Path)) { Content = Body is null ? null : JsonContent.Create(Body) };
        if (Token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        }

        if (Streams)
        {
            request.Headers.Accept.ParseAdd("text/event-stream");
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
