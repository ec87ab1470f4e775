using ContactCenter.Operators;
using Microsoft.Extensions.Options;

namespace ContactCenter.TrueConf;

/// <summary>Where TrueConf Server is and who we are there: as configured, or the sandbox once it has started.</summary>
internal sealed class TrueConfAddress(IOptions<TrueConfOptions> options)
{
    private Endpoint? _endpoint = options.Value.ServerUrl.Length == 0
        ? null
        : new(new Uri(options.Value.ServerUrl), options.Value.ClientId, options.Value.ClientSecret);

    public Uri Url => Current.Url;

    /// <summary>As <see cref="Url"/>, or null while the sandbox has not started.</summary>
    public Uri? Known => _endpoint?.Url;

    public string ClientId => Current.ClientId;

    public string ClientSecret => Current.ClientSecret;

    private Endpoint Current => _endpoint
        ?? throw new TrueConfException(TrueConfFailure.NotSent, "TrueConf:ServerUrl is empty and the sandbox has not started.");

    public void Set(Uri url, string clientId, string clientSecret) => _endpoint = new(url, clientId, clientSecret);

    /// <summary>The address of a path and query at the server, which has no path of its own.</summary>
    public Uri Resolve(string pathAndQuery) => new(Url, pathAndQuery);

    private sealed record Endpoint(Uri Url, string ClientId, string ClientSecret);
}
