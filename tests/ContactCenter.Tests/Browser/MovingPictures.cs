using ContactCenter.Tests.Support;
using Microsoft.Playwright;

namespace ContactCenter.Tests.Browser;

/// <summary>Whether a page really receives picture and sound, from the connection's own statistics.</summary>
internal static class MovingPictures
{
    /// <summary>Runs in every frame before its scripts: remembers the connections they make.</summary>
    public const string Script = """
        globalThis.connections = [];
        globalThis.RTCPeerConnection = class extends RTCPeerConnection {
          constructor(...settings) { super(...settings); connections.push(this); }
        };
        """;

    private const string _received = """
        async () => {
          const received = { frames: 0, samples: 0 };
          for (const connection of connections) {
            if (connection.connectionState === 'closed') continue;
            for (const report of (await connection.getStats()).values()) {
              if (report.type !== 'inbound-rtp') continue;
              received.frames += report.framesDecoded ?? 0;
              received.samples += report.totalSamplesReceived ?? 0;
            }
          }
          const video = document.querySelector('[data-testid=remote]');
          return { ...received, shown: Boolean(video && !video.paused && video.videoWidth > 0 && video.checkVisibility()) };
        }
        """;

    /// <summary>The other side's picture is on the page and both picture and sound keep coming.</summary>
    public static async Task SeesAndHearsAsync(string who, Func<IFrame?> talk)
    {
        var first = await ReceivedAsync(talk);
        var last = first;
        await Eventually.IsTrueAsync(
            $"{who} sees and hears the other side",
            async () =>
            {
                last = await ReceivedAsync(talk);
                // Less than before is a new connection.
                first = last.Frames < first.Frames ? last : first;
                return last.Shown && last.Frames >= first.Frames + 5 && last.Samples > first.Samples;
            },
            () => last);
    }

    /// <summary>Sound keeps coming; of pictures there are none.</summary>
    public static async Task OnlyHearsAsync(string who, Func<IFrame?> talk)
    {
        var first = await ReceivedAsync(talk);
        var last = first;
        await Eventually.IsTrueAsync(
            $"{who} hears the other side",
            async () => (last = await ReceivedAsync(talk)).Samples > first.Samples,
            () => last);
        Assert.Equal(0, last.Frames);
    }

    private static async Task<Received> ReceivedAsync(Func<IFrame?> talk)
    {
        try
        {
            return talk() is { } frame ? await frame.EvaluateAsync<Received>(_received) : new Received();
        }
        catch (PlaywrightException)
        {
            // The page is just being loaded, or loaded anew.
            return new Received();
        }
    }

    private sealed record Received
    {
        public int Frames { get; set; }

        public long Samples { get; set; }

        public bool Shown { get; set; }
    }
}
