using System.Net.Http.Headers;
using System.Text;
using ContactCenter.Operators;
using Microsoft.Extensions.Options;
using Polly;

namespace ContactCenter.TrueConf;

/// <summary>
/// The outermost handler: gives a request its address, and turns everything but a good answer into the one exception that
/// leaves this folder.
/// </summary>
internal sealed class TrueConfHandler(
    TrueConfAddress address, TrueConfCondition condition, IOptions<TrueConfOptions> options, TimeProvider clock) : DelegatingHandler
{
    private readonly ResiliencePipeline _total = new ResiliencePipelineBuilder { TimeProvider = clock }
        .AddTimeout(TotalTimeout(options.Value))
        .Build();

    /// <summary>After this long a request is over, whatever it was waiting for: a token, a second attempt, an answer.</summary>
    public static TimeSpan TotalTimeout(TrueConfOptions options) => 2 * options.RequestTimeout;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.RequestUri = address.Resolve(request.RequestUri!.PathAndQuery);

        if (request.Method == HttpMethod.Post)
        {
            // Without a content the runtime silently sends a request again when a pooled connection drops: run would ring twice.
            request.Content ??= new StringContent("", Encoding.UTF8, "application/json");
        }

        var response = await AnswerAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            condition.Answered(TrueConfRequest.Scope(request));
            Plain(response.Content.Headers);
            return response;
        }

        using (response)
        {
            throw await RefusalAsync(request, response, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _total.ExecuteAsync(async token => await base.SendAsync(request, token), cancellationToken);
        }
        catch (Exception e) when (e is not TrueConfException)
        {
            cancellationToken.ThrowIfCancellationRequested();

            var failure = TrueConfFailures.NoAnswer(TrueConfRequest.Describe(request), e);
            condition.Failed(failure);
            throw failure;
        }
    }

    private async Task<TrueConfException> RefusalAsync(
        HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Plain(response.Content.Headers);
        var error = TrueConfError.Read(await response.Content.ReadAsStringAsync(cancellationToken));
        var failure = TrueConfFailures.BadAnswer(request, response.StatusCode, error);

        switch (failure.Failure)
        {
            case TrueConfFailure.Denied when (int)response.StatusCode == 403 && error?.TokenInvalid != true:
                condition.Forbidden(TrueConfRequest.Scope(request), failure.Message);
                break;
            case TrueConfFailure.Denied or TrueConfFailure.Unknown:
                condition.Failed(failure);
                break;
            default:
                condition.Answered(TrueConfRequest.Scope(request));
                break;
        }

        return failure;
    }

    /// <summary>JSON is UTF-8; a character set that is unknown here would only make the body unreadable.</summary>
    private static void Plain(HttpContentHeaders headers) => headers.ContentType = null;
}
