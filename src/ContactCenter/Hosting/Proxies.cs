using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace ContactCenter.Hosting;

/// <summary>Believes the forwarded address and scheme of the proxies in <c>Hosting:KnownProxies</c>, and of nobody else.</summary>
internal static class Proxies
{
    public static void UseKnownProxies(this WebApplication app)
    {
        var known = app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.KnownProxies;
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many as there are in a row, each of them known.
            ForwardLimit = null,
        };
        // The framework would believe any proxy on this machine.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in known)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else
            {
                forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            }
        }

        if (known.Count > 0)
        {
            app.UseForwardedHeaders(forwarded);
        }
    }
}
