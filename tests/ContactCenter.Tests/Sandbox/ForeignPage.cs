using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ContactCenter.Tests.Sandbox;

/// <summary>
/// A script in a page of another site that calls the API with <c>fetch</c>: as a browser does, it asks first where it must,
/// and gets to see nothing that is not for its eyes.
/// </summary>
internal sealed class ForeignPage(Uri server, string origin) : IDisposable
{
    private const string _form = "application/x-www-form-urlencoded";

    private readonly HttpClient _http = new() { BaseAddress = server };

    /// <summary>The answer as JSON. It must be a good one without an <c>error</c> in it, which the sample takes for a failure.</summary>
    public async Task<JsonObject> FetchAsync(string method, string path, string contentType = "application/json", string body = "")
    {
        var (status, answer) = await TryFetchAsync(method, path, contentType, body);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(answer.ContainsKey("error"));
        return answer;
    }

    public async Task<(HttpStatusCode Status, JsonObject Answer)> TryFetchAsync(
        string method, string path, string contentType = "application/json", string body = "")
    {
        using var request = New(method, path);
        if (method != "GET")
        {
            // A script that names a content type sends it with an empty body too.
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
            if (method != "POST" || contentType != _form)
            {
                await AskFirstAsync(method, path);
            }
        }

        using var answer = await _http.SendAsync(request);
        Assert.Equal(["*"], answer.Headers.GetValues("Access-Control-Allow-Origin"));
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    public void Dispose() => _http.Dispose();

    private async Task AskFirstAsync(string method, string path)
    {
        using var question = New("OPTIONS", path);
        question.Headers.Add("Access-Control-Request-Method", method);
        question.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var leave = await _http.SendAsync(question);

        Assert.True(leave.IsSuccessStatusCode, $"The browser may ask: {(int)leave.StatusCode}.");
        Assert.Contains(Header(leave, "Access-Control-Allow-Origin"), new[] { "*", origin });
        Assert.Contains(method, Header(leave, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Contains("content-type", Header(leave, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
    }

    private HttpRequestMessage New(string method, string path) =>
        new(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Headers = { { "Origin", origin } } };

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
