using System.Text.RegularExpressions;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests;

/// <summary>Dependencies between the folders run one way.</summary>
public partial class ArchitectureTests
{
    /// <summary>Each folder may use those in the lines above its own; those in one line do not know each other.</summary>
    private static readonly string[][] _line =
    [
        ["Hosting"],
        ["Operators"],
        ["Conferences"],
        ["Routing"],
        ["Calls"],
        ["TrueConf", "Realtime", "Storage", "Replay"],
        ["Crashes"],
    ];

    /// <summary>A technology belongs to one folder, so that it can be exchanged there.</summary>
    private static readonly Dictionary<string, string> _homes = new()
    {
        ["RestEase"] = "TrueConf",
        ["Polly"] = "TrueConf",
        ["Newtonsoft"] = "TrueConf",
        ["Dapper"] = "Storage",
        ["Microsoft.Data.Sqlite"] = "Storage",
        ["SQLitePCL"] = "Storage",
        ["Npgsql"] = "Storage",
        ["Serilog"] = "Hosting",
        ["Microsoft.AspNetCore.SignalR"] = "Realtime",
    };

    [Fact]
    public void Folders_use_only_what_stands_before_them()
    {
        Assert.Empty(from used in Usings()
                     where used.Name.StartsWith("ContactCenter.", StringComparison.Ordinal)
                     let target = used.Name.Split('.')[1]
                     where target != used.Folder && PlaceOf(target) >= PlaceOf(used.Folder)
                     select $"{used.File} uses {target}");
    }

    [Fact]
    public void Each_technology_has_one_home()
    {
        Assert.Empty(from used in Usings()
                     from home in _homes
                     where used.Name == home.Key || used.Name.StartsWith($"{home.Key}.", StringComparison.Ordinal)
                     where used.Folder != home.Value
                     select $"{used.File} uses {home.Key}");
    }

    private static int PlaceOf(string folder)
    {
        var place = Array.FindIndex(_line, folders => folders.Contains(folder));
        Assert.True(place >= 0, $"{folder} has no place in the line yet.");
        return place;
    }

    /// <summary>What every file in a feature's folder uses. Program.cs stands in no folder: it knows them all.</summary>
    private static IEnumerable<(string Folder, string File, string Name)> Usings()
    {
        var server = Path.Combine(Repository.Root, "src", "ContactCenter");
        return from folder in Directory.GetDirectories(server).Select(path => Path.GetFileName(path)!)
               where folder is not ("bin" or "obj" or "Properties")
               from file in Directory.GetFiles(Path.Combine(server, folder), "*.cs", SearchOption.AllDirectories)
               from Match found in Using().Matches(File.ReadAllText(file))
               select (folder, Path.GetRelativePath(server, file), found.Groups[1].Value);
    }

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?(?:global::)?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
