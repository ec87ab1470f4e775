using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace ContactCenter.Hosting;

/// <summary>Origins, besides any https one, that the guest's page may show in a frame.</summary>
internal interface IFramedOrigins
{
    /// <summary>Asked for every page, because the sandbox learns its port only when it has started.</summary>
    IEnumerable<string> Origins { get; }
}

/// <summary>The headers that tell a browser what our pages may do, and who may embed them.</summary>
internal sealed class PageSecurity(RequestDelegate next, IOptions<WidgetOptions> widget, IEnumerable<IFramedOrigins> framed)
{
    /// <summary>The guest's page: the only one that other sites embed.</summary>
    private static readonly PathString _guestPage = "/widget/call.html";

    private static readonly PathString _widget = "/widget";

    private readonly string _embedders = string.Join(' ', widget.Value.AllowedSites.Prepend("'self'"));

    public Task InvokeAsync(HttpContext context)
    {
        // As late as possible: an exception clears the headers that were set before it.
        context.Response.OnStarting(() =>
        {
            AddTo(context.Response.Headers, context.Request.Path);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private void AddTo(IHeaderDictionary headers, PathString path)
    {
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (path.StartsWithSegments(_guestPage, StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentSecurityPolicy = GuestPagePolicy();
            headers["Permissions-Policy"] = "geolocation=(), payment=(), usb=()";
        }
        else
        {
            headers.ContentSecurityPolicy = "frame-ancestors 'self'";
        }

        if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            headers.CacheControl = "no-store";
        }

        if (path.StartsWithSegments(_widget, StringComparison.OrdinalIgnoreCase))
        {
            // A module of another origin is loaded with CORS; these are public files.
            headers.AccessControlAllowOrigin = "*";
            headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        }
    }

    /// <summary>TrueConf Server names the host of a guest's link itself, so any https origin may be framed.</summary>
    private StringValues GuestPagePolicy() =>
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self' blob:; "
        + $"connect-src 'self'; frame-src {string.Join(' ', framed.SelectMany(site => site.Origins).Prepend("https:"))}; "
        + $"base-uri 'none'; form-action 'none'; frame-ancestors {_embedders}";
}
