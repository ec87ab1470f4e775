using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Connections;

namespace ContactCenter.Realtime;

internal static class RealtimeExtensions
{
    /// <summary>Hubs: a live line to guests' pages.</summary>
    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddSignalR(hubs => hubs.MaximumReceiveMessageSize = 4 * 1024).AddJsonProtocol(json =>
            json.PayloadSerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false)));
        return services;
    }

    /// <summary>WebSockets only and without negotiation: any node serves any guest.</summary>
    public static void MapRealtime(this IEndpointRouteBuilder routes) =>
        routes.MapHub<GuestHub>("/hubs/guest", hub => hub.Transports = HttpTransportType.WebSockets);
}
