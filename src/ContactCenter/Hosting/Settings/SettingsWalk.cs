using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace ContactCenter.Hosting.Settings;

/// <summary>Walks over a whole configuration, before the server starts and after each edit of a file, and finds everything that is wrong with it.</summary>
/// <remarks>
/// <para>Below our own sections every key must be known, wherever it comes from.</para>
/// <para>
/// At the top a file and the command line were written for this server, so there every section must be ours or the framework's. The
/// environment was not: it is full of other programs' names, and what has no <c>__</c> in it is not judged at all. A name with <c>__</c> is taken
/// for a misspelt one of ours if it looks like one of our sections, or if what follows is one of our keys.
/// </para>
/// </remarks>
internal sealed class SettingsWalk
{
    /// <summary>What ASP.NET Core and its host read themselves.</summary>
    private static readonly HashSet<string> _framework = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllowedHosts", "Kestrel", "Logging", "Serilog",
        "applicationName", "captureStartupErrors", "contentRoot", "detailedErrors", "environment", "hostBuilder", "hostingStartupAssemblies",
        "hostingStartupExcludeAssemblies", "http_ports", "https_port", "https_ports", "preferHostingUrls", "preventHostingStartup",
        "shutdownTimeoutSeconds", "startupAssembly", "suppressStatusMessages", "urls", "webRoot",
    };

    private readonly IConfigurationRoot _configuration;
    private readonly SettingsReport _report;
    private readonly Dictionary<string, SettingKey> _keys;
    private readonly HashSet<string> _sections;
    private readonly HashSet<string> _families;

    private SettingsWalk(IConfigurationRoot configuration, IReadOnlyList<SettingsSection> announced, SettingsReport report)
    {
        _configuration = configuration;
        _report = report;
        _keys = report.Settings.SelectMany(read => read.Section.Keys).ToDictionary(key => key.Path, StringComparer.OrdinalIgnoreCase);
        _sections = new(_keys.Keys.SelectMany(Above), StringComparer.OrdinalIgnoreCase);
        _families = new(announced.Where(section => section.Always is not null).Select(section => section.Path), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What is wrong with the settings that the features have announced, and what deserves a warning.</summary>
    public static SettingsReport Report(IConfigurationRoot configuration, IHostEnvironment environment, IEnumerable<SettingsSection> sections)
    {
        SettingsSection[] announced = [.. sections];
        ReadSettings[] settings = [.. announced.SelectMany(section => section.In(configuration)).Select(section =>
            new ReadSettings(section, Activator.CreateInstance(section.Type)!))];
        var report = new SettingsReport(environment, configuration, settings);
        var walk = new SettingsWalk(configuration, announced, report);

        walk.FindUnknownSections();
        walk.FindUnknownKeys(configuration);
        foreach (var (section, values) in settings)
        {
            section.Read(configuration, values, report);
        }

        foreach (var rules in settings.Select(read => read.Values).OfType<ICheckedSettings>())
        {
            rules.Check(report);
        }

        walk.FindSecretsInFiles();
        return report;
    }

    private void FindUnknownSections()
    {
        foreach (var provider in _configuration.Providers)
        {
            var isEnvironment = provider is EnvironmentVariablesConfigurationProvider;
            foreach (var name in provider.GetChildKeys([], null).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (_sections.Contains(name))
                {
                    if (!isEnvironment && provider.TryGet(name, out var value) && !string.IsNullOrEmpty(value))
                    {
                        _report.Refuse(name, $"{name} is a section; it must hold keys.");
                    }
                }
                else if (!_framework.Contains(name) && (!isEnvironment || LooksLikeOurs(name, provider)))
                {
                    RefuseUnknown(name);
                }
            }
        }
    }

    private bool LooksLikeOurs(string name, IConfigurationProvider environment)
    {
        var below = environment.GetChildKeys([], name).ToArray();
        return below.Length > 0 && (Spelling.Nearest(name, _sections) is not null
            || below.Any(key => _keys.Keys.Any(known => known.EndsWith($":{key}", StringComparison.OrdinalIgnoreCase))));
    }

    private void FindUnknownKeys(IConfiguration at)
    {
        foreach (var child in at.GetChildren())
        {
            if (_sections.Contains(child.Path))
            {
                FindUnknownKeys(child);
                if (at is IConfigurationSection && !string.IsNullOrEmpty(child.Value))
                {
                    _report.Refuse(child.Path, $"{child.Path} is a section; it must hold keys.");
                }
            }
            else if (at is IConfigurationSection family && _families.Contains(family.Path))
            {
                _report.Refuse(child.Path, $"{child.Path} has a wrong name; it must {SettingsSection.NameRule}.");
            }
            else if (at is IConfigurationSection && !_keys.ContainsKey(child.Path))
            {
                RefuseUnknown(child.Path);
            }
        }
    }

    private void RefuseUnknown(string path) => _report.RefuseUnknown(path, _keys.Keys.Concat(_sections));

    private void FindSecretsInFiles()
    {
        foreach (var secret in _keys.Values.Where(key => key.IsSecret))
        {
            var source = _configuration.Providers.LastOrDefault(provider => provider.TryGet(secret.Path, out _));
            if (source is JsonConfigurationProvider file && file.TryGet(secret.Path, out var value) && !string.IsNullOrEmpty(value))
            {
                var variable = secret.Path.Replace(":", "__", StringComparison.Ordinal);
                _report.Warn($"{secret.Path} is in {file.Source.Path}; a secret belongs in the environment, as {variable}.");
            }
        }
    }

    /// <summary>The sections a key stands in: of <c>Queues:default:Topic</c>, <c>Queues</c> and <c>Queues:default</c>.</summary>
    private static IEnumerable<string> Above(string path)
    {
        for (var end = path.IndexOf(':', StringComparison.Ordinal); end > 0; end = path.IndexOf(':', end + 1))
        {
            yield return path[..end];
        }
    }
}
