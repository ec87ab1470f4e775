using System.Net;

namespace ContactCenter.TrueConf;

/// <summary>How connections to TrueConf Server are made.</summary>
internal static class Connections
{
    private static readonly TimeSpan _longestConnecting = TimeSpan.FromSeconds(5);

    public static SocketsHttpHandler Create(TrueConfOptions options, IHostEnvironment environment)
    {
        var handler = new SocketsHttpHandler
        {
            // A server that moved to another address is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            // Before the attempt's own end, so that it is known that nothing was sent.
            ConnectTimeout = options.RequestTimeout / 2 < _longestConnecting ? options.RequestTimeout / 2 : _longestConnecting,
            AllowAutoRedirect = false,
            UseCookies = false,
            Proxy = new NoProxyToThisMachine(HttpClient.DefaultProxy),
        };

        if (options.CaCertificate.Length > 0)
        {
            var trust = ExtraTrust.FromFile(Path.Combine(environment.ContentRootPath, options.CaCertificate));
            handler.SslOptions.RemoteCertificateValidationCallback = trust.Accepts;
        }

        return handler;
    }

    /// <summary>A company's proxy, if the environment names one, cannot reach the sandbox.</summary>
    private sealed class NoProxyToThisMachine(IWebProxy usual) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => usual.Credentials;
            set => usual.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : usual.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || usual.IsBypassed(host);
    }
}

/// <summary>Where a request leaves the process.</summary>
internal sealed record TrueConfWire(HttpMessageHandler Handler);
