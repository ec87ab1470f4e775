using TrueConf.Sandbox;

namespace ContactCenter.Storm.Sites;

/// <summary>An installation: nodes, their store, and a TrueConf Server that outlives them all.</summary>
internal sealed class Site : IAsyncDisposable
{
    /// <summary>Short times, so that much happens in a minute.</summary>
    private static readonly (string Key, string Value)[] _pace =
    [
        ("Routing:RosterInterval", "00:00:00.3"),
        ("Routing:RetryDelay", "00:00:01"),
        ("Routing:RingTimeout", "00:00:03"),
        ("Routing:MaxSearches", "0"),
        ("Routing:MaxOffers", "100"),
        ("Routing:SoloLimit", "00:00:05"),
        ("TrueConf:RequestTimeout", "00:00:02"),
        ("RateLimit:CallsPerMinute", "0"),
    ];

    private readonly DirectoryInfo _folder;

    private Site(SandboxServer trueConf, IStore store, DirectoryInfo folder, IReadOnlyList<Node> nodes) =>
        (TrueConf, Store, _folder, Nodes) = (trueConf, store, folder, nodes);

    public SandboxServer TrueConf { get; }

    public IStore Store { get; }

    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>Everything is up; nobody has called yet.</summary>
    public static async Task<Site> StartAsync(Arguments arguments, int nodes, params (string Key, string Value)[] settings)
    {
        var trueConf = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        var store = await StoreOfAsync(arguments);
        if (arguments.Logs is { } logs)
        {
            Directory.CreateDirectory(logs);
        }

        // No settings of anybody's are lying there: the defaults hold, and those below.
        var folder = Directory.CreateTempSubdirectory("contact-center-storm-");
        (string Key, string Value)[] all =
        [
            ("contentRoot", folder.FullName),
            ("environment", "Production"),
            ("TrueConf:ServerUrl", trueConf.Url.ToString()),
            ("TrueConf:ClientId", SandboxServer.ClientId),
            ("TrueConf:ClientSecret", SandboxServer.ClientSecret),
            .. _pace, .. store.Settings, .. settings,
        ];
        var opened = new Site(trueConf, store, folder,
        [
            .. from number in Enumerable.Range(1, nodes)
               select new Node($"node{number}", Machine.FreePort(), arguments.Logs,
                   port => all.Append(("urls", $"http://127.0.0.1:{port}")).Select(setting => $"--{setting.Item1}={setting.Item2}")),
        ]);
        foreach (var node in opened.Nodes)
        {
            if (!await node.StartAsync())
            {
                throw new InvalidOperationException($"{node.Name} does not start; --logs FOLDER keeps what it says.");
            }
        }

        return opened;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            node.Dispose();
        }

        await Store.DisposeAsync();
        await TrueConf.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<IStore> StoreOfAsync(Arguments arguments) => arguments.Store switch
    {
        "postgres" => await PostgresServer.StartNewAsync(),
        "sqlite" => new SqliteFile(),
        var other => throw new ArgumentException($"--store {other} is not known."),
    };
}
