using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace ContactCenter.Bench.Floors;

/// <summary>Makes another .NET process tidy its memory up, by the door that the runtime keeps for its diagnostic tools.</summary>
/// <remarks>dotnet/diagnostics, documentation/design-docs/ipc-protocol.md: a tracing session with the keyword GCHeapCollect begins with a full collection.</remarks>
internal static class Heap
{
    private const ulong _heapCollect = 0x800000;
    private static readonly TimeSpan _long = TimeSpan.FromSeconds(20);

    /// <summary>Returns when it has been asked to, and has had the time.</summary>
    public static async Task CollectAsync(int process)
    {
        var door = Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{process}-*-socket").First();
        using var limit = new CancellationTokenSource(_long, TimeProvider.System);
        using var session = await AskAsync(door, command: 2, Tracing(), limit.Token);
        var answer = new byte[28];
        await session.ReadExactlyAsync(answer, limit.Token);
        var reading = session.CopyToAsync(Stream.Null, limit.Token);
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, limit.Token);
        using var stop = await AskAsync(door, command: 1, answer[20..], limit.Token);
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<NetworkStream> AskAsync(string door, byte command, byte[] payload, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(door), cancellationToken);
        var stream = new NetworkStream(socket, ownsSocket: true);
        var message = new byte[20 + payload.Length];
        "DOTNET_IPC_V1\0"u8.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        (message[16], message[17]) = (2, command);
        payload.CopyTo(message, 20);
        await stream.WriteAsync(message, cancellationToken);
        return stream;
    }

    /// <summary>Size of the buffer in MB, the format, and one provider: keywords, level, name, filter.</summary>
    private static byte[] Tracing()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.Unicode);
        writer.Write(16u);
        writer.Write(1u);
        writer.Write(1u);
        writer.Write(_heapCollect);
        writer.Write(4u);
        var name = "Microsoft-Windows-DotNETRuntime\0";
        writer.Write((uint)name.Length);
        writer.Write(name.ToCharArray());
        writer.Write(0u);
        return bytes.ToArray();
    }
}
