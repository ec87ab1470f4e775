using System.Text.Json;
using System.Text.Json.Nodes;

namespace TrueConf.Sandbox.Control;

/// <summary>Reads a body that names only what is to change.</summary>
internal static class Overlay
{
    public static async Task<T> ReadAsync<T>(HttpRequest request, T current)
        where T : class
    {
        var whole = JsonSerializer.SerializeToNode(current, ControlJson.Options)!.AsObject();
        foreach (var (name, value) in await SwitchRoutes.ReadAsync<JsonObject>(request))
        {
            whole[name] = value?.DeepClone();
        }

        return whole.Deserialize<T>(ControlJson.Options)!;
    }
}
