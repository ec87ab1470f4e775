using System.Net;
using System.Net.Http.Headers;

namespace ContactCenter.TrueConf;

/// <summary>Puts the token into a request's header; with a new one, once, when the server no longer takes it.</summary>
/// <remarks>A request that changes something is repeated here too: the refusal says that it was not carried out.</remarks>
internal sealed class TokenHandler(AccessTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await SendWithTokenAsync(request, cancellationToken);
        if (!await IsTokenRefusedAsync(response, cancellationToken))
        {
            return response;
        }

        response.Dispose();
        return await SendWithTokenAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendWithTokenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(RequestTokenAsync, cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);

        var response = await base.SendAsync(request, cancellationToken);
        if (await IsTokenRefusedAsync(response, cancellationToken))
        {
            tokens.Rejected(token);
        }
        else
        {
            tokens.Accepted(token);
        }

        return response;
    }

    /// <summary>Not cancelled with the request that needs the token first: others wait for it too.</summary>
    private Task<HttpResponseMessage> RequestTokenAsync(HttpRequestMessage request) => base.SendAsync(request, CancellationToken.None);

    /// <summary>A 403 for any other reason is about what we may do, and a new token may do no more.</summary>
    private static async Task<bool> IsTokenRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken) =>
        response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => true,
            HttpStatusCode.Forbidden =>
                TrueConfError.Read(await response.Content.ReadAsStringAsync(cancellationToken))?.TokenInvalid == true,
            _ => false,
        };
}
