using System.Net;
using System.Text.Json;

namespace ContactCenter.Tests.Support;

/// <summary>Refusals as every program reads them.</summary>
internal static class ProblemAssert
{
    /// <summary>The answer is a refusal of this status and type; gives its body for more questions.</summary>
    public static async Task<JsonElement> IsProblemAsync(this HttpResponseMessage reply, HttpStatusCode status, string type)
    {
        var body = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == status, $"{(int)reply.StatusCode} instead of {(int)status}: {body}");
        Assert.Equal("application/problem+json", reply.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal($"/problems/{type}", problem.GetProperty("type").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        return problem;
    }
}
