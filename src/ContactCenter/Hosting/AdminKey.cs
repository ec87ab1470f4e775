using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace ContactCenter.Hosting;

/// <summary>Lets a request pass only with <c>Hosting:AdminKey</c> in its header.</summary>
internal sealed class AdminKey(IOptions<HostingOptions> options) : IEndpointFilter
{
    public const string Header = "X-Admin-Key";

    private readonly byte[] _expected = Digest(options.Value.AdminKey);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (options.Value.AdminKey.Length > 0 && CryptographicOperations.FixedTimeEquals(_expected, Digest(http.Request.Headers[Header].ToString())))
        {
            return await next(context);
        }

        http.Response.Headers.WWWAuthenticate = Header;
        return Problems.Of(StatusCodes.Status401Unauthorized, "admin-key-needed", $"This needs the admin key in the header {Header}.");
    }

    /// <summary>Of one length, so that not even the key's length can be told by the time a refusal takes.</summary>
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

internal static class AdminKeyExtensions
{
    /// <summary>Puts an endpoint, or a group of them, under the admin key.</summary>
    public static TBuilder RequireAdminKey<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.AddEndpointFilter<TBuilder, AdminKey>();

    /// <summary>Whether there is an admin key: without one what needs it is not there at all.</summary>
    public static bool HasAdminKey(this IServiceProvider services) =>
        services.GetRequiredService<IOptions<HostingOptions>>().Value.AdminKey.Length > 0;
}
