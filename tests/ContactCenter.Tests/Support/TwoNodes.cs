using TrueConf.Sandbox;

namespace ContactCenter.Tests.Support;

/// <summary>Two servers that share a PostgreSQL database and a TrueConf Server. It makes no difference whom a guest asks.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly string _database;

    private TwoNodes(PostgresServer server, string database, ContactCenterApp a, ContactCenterApp b) =>
        (_server, _database, A, B) = (server, database, a, b);

    public ContactCenterApp A { get; }

    public ContactCenterApp B { get; }

    public SandboxServer Sandbox => A.Sandbox;

    /// <summary>In real time, with the shortest waits that settings allow; a node is alive for five seconds after its last sign.</summary>
    public static async Task<TwoNodes> StartBriskAsync(params (string Key, string Value)[] settings)
    {
        var server = await SharedPostgres.ServerAsync();
        return await StartBriskAsync(server, await SharedPostgres.NewDatabaseAsync(), settings);
    }

    public static async Task<TwoNodes> StartBriskAsync(PostgresServer server, string database, params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] shared =
        [
            ("Storage:Provider", "Postgres"),
            ("ConnectionStrings:ContactCenter", $"{server.ConnectionString(database)};Maximum Pool Size=20"),
            .. settings,
        ];
        var a = await ContactCenterApp.StartBriskAsync(shared);
        return new TwoNodes(server, database, a, await ContactCenterApp.StartBriskBesideAsync(a, shared));
    }

    public async Task StopAsync()
    {
        await B.StopAsync();
        await A.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await B.DisposeAsync();
        await A.DisposeAsync();
        await _server.DropDatabaseAsync(_database);
    }
}
