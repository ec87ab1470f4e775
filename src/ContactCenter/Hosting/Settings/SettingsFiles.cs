using System.Security.Cryptography;
using Microsoft.Extensions.Configuration.Json;

namespace ContactCenter.Hosting.Settings;

/// <summary>The files in which settings stand, as they are this moment.</summary>
/// <remarks>
/// The server's own configuration stays as it was at the start: so nobody can read half of an edit, or one that was refused. Nor are files
/// watched with the system's notices: those do not see a file that is mounted into a container, and see every write to the data beside it.
/// </remarks>
internal sealed class SettingsFiles(IConfiguration configuration)
{
    private readonly IConfigurationBuilder _sources = (IConfigurationBuilder)configuration;

    private IEnumerable<JsonConfigurationSource> Files => _sources.Sources.OfType<JsonConfigurationSource>();

    /// <summary>The same for the same contents.</summary>
    public string Fingerprint() => string.Join(' ', Files.Select(Fingerprint));

    /// <summary>What the server would be given if it started now; or why a file cannot be read, a sentence for each.</summary>
    public (ConfigurationRoot? Configuration, IReadOnlyList<string> Unreadable) Load()
    {
        string[] unreadable = [.. Files.Select(WhyUnreadable).OfType<string>()];
        if (unreadable.Length > 0)
        {
            return (null, unreadable);
        }

        var builder = new ConfigurationBuilder();
        foreach (var source in _sources.Sources)
        {
            builder.Add(source);
        }

        return ((ConfigurationRoot)builder.Build(), []);
    }

    private static string Fingerprint(JsonConfigurationSource file)
    {
        try
        {
            var there = file.FileProvider!.GetFileInfo(file.Path!);
            using var content = there.Exists ? there.CreateReadStream() : Stream.Null;
            return $"{there.Exists}{Convert.ToHexString(SHA256.HashData(content))}";
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return e.GetType().Name;
        }
    }

    private static string? WhyUnreadable(JsonConfigurationSource file)
    {
        try
        {
            using var provider = new JsonConfigurationProvider(file);
            provider.Load();
            return null;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return $"{file.Path} cannot be read: {e.GetBaseException().Message}";
        }
    }

    /// <summary>The framework's word for a file that is no JSON is the first.</summary>
    private static bool IsUnreadable(Exception e) => e is InvalidDataException or IOException or UnauthorizedAccessException;
}
