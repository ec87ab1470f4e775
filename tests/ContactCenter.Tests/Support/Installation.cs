using TrueConf.Sandbox;

namespace ContactCenter.Tests.Support;

/// <summary>
/// The product as it is installed: the server as a process of its own, its data, and a TrueConf Server beside it that
/// outlives it.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly (string Key, string Value)[] _settings;
    private Uri _address = new("http://127.0.0.1:0");
    private ServerProcess? _server;

    private Installation(SandboxServer sandbox, (string Key, string Value)[] settings) => (Sandbox, _settings) = (sandbox, settings);

    public SandboxServer Sandbox { get; }

    /// <summary>What the server has written.</summary>
    public DataFile Data => new(_folder.File("contact-center.db"));

    /// <summary>With a short roster interval, unless the settings say otherwise.</summary>
    public static async Task<Installation> StartAsync(params (string Key, string Value)[] settings)
    {
        var sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        var installation = new Installation(sandbox, [("Routing:RosterInterval", "00:00:00.2"), .. settings]);
        try
        {
            await installation.StartServerAsync();
            return installation;
        }
        catch
        {
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server, at the same address as before and on the same data.</summary>
    public async Task StartServerAsync()
    {
        _server = StartProcess();
        _address = await _server.ListeningAsync();
    }

    /// <summary>A second server on the same data and the same address, whatever becomes of it.</summary>
    public ServerProcess StartProcess(params string[] options) =>
        ServerProcess.Start([.. options, .. ServerArguments.For(Sandbox, _folder, [("urls", _address.ToString()), .. _settings])]);

    public int ProcessId => _server!.Id;

    public Task KillServerAsync() => _server!.KillAsync();

    public async Task RestartServerAsync()
    {
        await KillServerAsync();
        _server!.Dispose();
        await StartServerAsync();
    }

    /// <summary>A guest who has been told 202, and follows the call from now on.</summary>
    public Task<PatientGuest> GuestCallsAsync(string? idempotencyKey = null) => PatientGuest.CallAsync(_address, idempotencyKey);

    /// <summary>What holds whatever was killed and when: no conference is left, here or there, and nobody was rung wrongly.</summary>
    public async Task EverythingIsTidyAsync()
    {
        await Sandbox.EmptiesAsync(within: Waiting.Limit);
        await Eventually.IsTrueAsync("every conference in the ledger is gone", () => Data.ConferencesNotGone() == 0, () => Data.ConferencesNotGone());
        RingLaw.HoldsIn(Sandbox.Log);
    }

    public async ValueTask DisposeAsync()
    {
        _server?.Dispose();
        await Sandbox.DisposeAsync();
        _folder.Dispose();
    }
}
