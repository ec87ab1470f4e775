using System.Reflection;

namespace TrueConf.Sandbox.Live;

/// <summary>The two pages people see, their scripts and styles, and the sockets behind them.</summary>
internal static class PageRoutes
{
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Redirect("/client"));
        routes.MapGet("/favicon.ico", () => Results.NoContent());
        routes.MapGet("/pages/{name}", (string name, HttpContext context) => Page(name, context));

        var client = routes.MapGroup("/client").AddEndpointFilter(FromHere.Filter);
        client.MapGet("", (HttpContext context) => Page("client.html", context));
        client.MapGet("/line", OperatorSocket.Talk);

        foreach (var page in new[] { "/webrtc/{id}", "/webrtc-widget/{id}" })
        {
            routes.MapGet(page, (HttpContext context) => Page("webrtc.html", context));
        }

        routes.MapGet("/webrtc/{id}/line", GuestSocket.Talk);
    }

    private static IResult Page(string name, HttpContext context)
    {
        if (Assembly.GetExecutingAssembly().GetManifestResourceStream($"Pages/{name}") is not { } content)
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // No frame-ancestors: being framed by other sites is what the guest's page is for.
        headers.ContentSecurityPolicy = "default-src 'self'; media-src 'self' blob:; img-src 'self' data:; base-uri 'none'; form-action 'self'";
        return Results.Stream(content, Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "application/octet-stream",
        });
    }
}
