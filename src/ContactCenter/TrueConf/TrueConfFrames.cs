using ContactCenter.Hosting;

namespace ContactCenter.TrueConf;

/// <summary>A guest's link opens a page of TrueConf Server in a frame of ours. Any https page may be framed; the sandbox speaks http.</summary>
internal sealed class TrueConfFrames(TrueConfAddress address) : IFramedOrigins
{
    public IEnumerable<string> Origins => address.Known is { } url ? [url.GetLeftPart(UriPartial.Authority)] : [];
}
