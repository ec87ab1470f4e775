using System.Net.Sockets;
using ContactCenter.Hosting.Settings;
using Microsoft.AspNetCore.Connections;

namespace ContactCenter.Hosting;

/// <summary>What keeps the server from starting without being a bug: whoever starts it can put it right, and needs a sentence, not a stack trace.</summary>
internal static class StartFailures
{
    /// <summary>The sentence, or null when the failure is a bug.</summary>
    public static string? SentenceOf(Exception failure) => failure switch
    {
        StartRefusedException => failure.Message,
        // A settings file that is no JSON, named by the framework.
        InvalidDataException => $"{failure.Message} {failure.InnerException?.Message}".TrimEnd(),
        IOException { InnerException: AddressInUseException } => $"ContactCenter does not start. {failure.Message}",
        SocketException => $"ContactCenter does not start. The address to listen on cannot be used: {failure.Message}.",
        _ => null,
    };
}
