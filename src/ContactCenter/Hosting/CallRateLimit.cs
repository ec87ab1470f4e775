using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace ContactCenter.Hosting;

/// <summary>How many new calls one address may place in a minute.</summary>
internal static class CallRateLimit
{
    private const string _policy = "calls";
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    /// <summary>Puts an endpoint that places calls under <c>RateLimit:CallsPerMinute</c>.</summary>
    public static TBuilder RequireCallRateLimit<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireRateLimiting(_policy);

    public static IServiceCollection AddCallRateLimit(this IServiceCollection services)
    {
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, limits) =>
        {
            limiter.AddPolicy(_policy, context => PartitionOf(context, limits.Value.CallsPerMinute));
            limiter.OnRejected = RefuseAsync;
        });
        return services;
    }

    private static RateLimitPartition<string> PartitionOf(HttpContext context, int callsPerMinute)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (callsPerMinute == 0 || (IPAddress.IsLoopback(address) && !WasForwarded(context.Request.Headers)))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        return RateLimitPartition.GetSlidingWindowLimiter(ClientOf(address), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = callsPerMinute,
            Window = _window,
            SegmentsPerWindow = 6,
        });
    }

    /// <summary>Behind a proxy on this machine that is not known to us everybody seems to be local.</summary>
    private static bool WasForwarded(IHeaderDictionary headers) =>
        headers.ContainsKey("X-Forwarded-For") || headers.ContainsKey("X-Original-For") || headers.ContainsKey("Forwarded");

    /// <summary>A household has one IPv4 address but 2^64 of IPv6: there the network counts.</summary>
    private static string ClientOf(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(plain.GetAddressBytes().AsSpan(0, 8))
            : plain.ToString();
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) && retryAfter > TimeSpan.Zero ? retryAfter : _window;
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await Problems
            .Of(StatusCodes.Status429TooManyRequests, "too-many-calls", "Too many calls were placed from this address.")
            .ExecuteAsync(rejected.HttpContext);
    }
}
