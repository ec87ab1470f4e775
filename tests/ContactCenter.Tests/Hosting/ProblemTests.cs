using System.Net;
using System.Text;
using ContactCenter.Hosting;
using ContactCenter.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Hosting;

/// <summary>Whatever is refused is refused in one form, and says no more than it should.</summary>
public class ProblemTests
{
    private sealed record Order(int Number);

    [Theory]
    [InlineData("GET", "/api/nothing", null, null, HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/hubs/nothing", null, null, HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/nothing.html", null, null, HttpStatusCode.NotFound, "not-found")]
    [InlineData("GET", "/api/orders/x", null, null, HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("PUT", "/api/orders", "{}", "application/json", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("POST", "/api/orders", "{ oops", "application/json", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("POST", "/api/orders", "{ \"number\": \"x\" }", "application/json", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("POST", "/api/orders", "", "application/json", HttpStatusCode.BadRequest, "malformed-request")]
    [InlineData("POST", "/api/orders", "number=1", "text/plain", HttpStatusCode.UnsupportedMediaType, "unsupported-media-type")]
    public async Task What_the_framework_refuses_is_a_problem_too(
        string method, string path, string? body, string? contentType, HttpStatusCode status, string type)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType!);

        using var reply = await app.Client.SendAsync(request);

        await reply.IsProblemAsync(status, type);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_more_than_32_KB_is_refused_whether_it_says_its_length_or_not(bool chunked)
    {
        await using var app = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
        request.Headers.TransferEncodingChunked = chunked;
        request.Content = new StringContent($"{{ \"number\": 1, \"note\": \"{new string('x', 32 * 1024)}\" }}", Encoding.UTF8, "application/json");

        using var reply = await app.Client.SendAsync(request);

        await reply.IsProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task A_feature_says_how_its_exception_is_answered()
    {
        await using var app = await HostedApp.StartAsync(
            app => app.MapGet("/api/tea", string () => throw new TimeoutException("10.0.0.7 is slow")),
            services => services.AddProblemFor<TimeoutException>(_ => Problems.Of(StatusCodes.Status502BadGateway, "kettle-cold", "The kettle is cold.")));

        using var reply = await app.Client.GetAsync(new Uri("/api/tea", UriKind.Relative));

        await reply.IsProblemAsync(HttpStatusCode.BadGateway, "kettle-cold");
        Assert.DoesNotContain(app.Log, entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task A_bug_is_a_bare_500_whose_trace_leads_to_one_line_of_the_log()
    {
        await using var app = await HostedApp.StartAsync(app => app.MapGet("/api/tea", string () => throw new InvalidOperationException("secret detail")));

        using var reply = await app.Client.GetAsync(new Uri("/api/tea?token=hush", UriKind.Relative));

        var problem = await reply.IsProblemAsync(HttpStatusCode.InternalServerError, "unexpected");
        Assert.DoesNotContain("secret detail", problem.ToString(), StringComparison.Ordinal);
        var error = Assert.Single(app.Log, entry => entry.Level >= LogLevel.Error);
        Assert.Contains(problem.GetProperty("traceId").GetString()!, error.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_logged_without_its_query()
    {
        await using var app = await StartAsync();

        using (await app.Client.GetAsync(new Uri("/api/orders/7?token=hush", UriKind.Relative)))
        {
        }

        // The framework's own lines do show the query; ServerLogging keeps them out of what is written, but a test captures everything.
        var entries = app.Log.Where(entry => entry.Category.StartsWith("ContactCenter.", StringComparison.Ordinal)).ToArray();
        Assert.Contains(entries, entry => entry.Text.StartsWith("GET /api/orders/7 was answered with 200", StringComparison.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.Text.Contains("hush", StringComparison.Ordinal));
    }

    private static Task<HostedApp> StartAsync() => HostedApp.StartAsync(app =>
    {
        app.MapGet("/api/orders/{number}", (int number) => number);
        app.MapPost("/api/orders", (Order order) => order.Number);
    });
}
