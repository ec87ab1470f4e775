using System.Net;
using System.Net.Http.Json;
using ContactCenter.Conferences;
using ContactCenter.Routing;
using Microsoft.Extensions.DependencyInjection;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Support;

/// <summary>What people do, and what can be seen from outside.</summary>
internal sealed partial class ContactCenterApp
{
    /// <summary>The setting that lets <see cref="ScrapeAsync"/> in.</summary>
    public static readonly (string Key, string Value) AdminKey = ("Hosting:AdminKey", "the-tests-own-key");

    private const int _fastForward = 10;

    private static readonly (string Key, string Value)[] _patient =
    [
        ("Routing:MaxSearches", "0"),
        ("Routing:RetryDelay", "00:00:00.1"),
        ("Routing:GuestGrace", "00:01:00"),
    ];

    private static readonly (string Key, string Value)[] _brisk =
    [
        .. _patient,
        ("Routing:RosterInterval", "00:00:00.2"),
        ("Routing:RingTimeout", "00:00:03"),
        ("Routing:SoloLimit", "00:00:05"),
    ];

    /// <summary>In real time, with the shortest waits that settings allow; guests wait on while nobody is signed in.</summary>
    public static Task<ContactCenterApp> StartBriskAsync(params (string Key, string Value)[] settings) => StartAsync([.. _brisk, .. settings]);

    /// <summary>The same beside another server, with that one's TrueConf Server.</summary>
    public static Task<ContactCenterApp> StartBriskBesideAsync(ContactCenterApp other, params (string Key, string Value)[] settings) =>
        StartAsync(new ContactCenterApp(other.Sandbox, hasSandbox: false, clock: null, [.. _brisk, .. settings]));

    /// <summary>
    /// The server's time passes ten times as fast, the sandbox's does not. Guests wait on while nobody is signed in, and may
    /// be away for a minute; the rest is as settings are by default.
    /// </summary>
    public static Task<ContactCenterApp> StartFastForwardAsync(params (string Key, string Value)[] settings) =>
        StartAsync(new QuickClock(_fastForward), [.. _patient, .. settings]);

    /// <summary>As fast, with queues of the test's own instead of those that settings name; the first is for guests who name none.</summary>
    public static Task<ContactCenterApp> StartWithQueuesAsync(params QueueSettings[] queues) =>
        StartWithQueuesAsync(new QuickClock(_fastForward), queues);

    public static async Task<ContactCenterApp> StartWithQueuesAsync(TimeProvider clock, params QueueSettings[] queues)
    {
        var sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        return await StartAsync(new ContactCenterApp(sandbox, hasSandbox: true, clock, [.. _patient, AdminKey])
        {
            _queues = new QueueBook(queues),
        });
    }

    /// <summary>A guest clicks, and follows the call.</summary>
    public async Task<GuestOnPhone> GuestCallsAsync(object? body = null)
    {
        var http = Guest();
        using var reply = await http.PostAsJsonAsync(new Uri("/api/calls", UriKind.Relative), body ?? new { });
        Assert.True(reply.StatusCode == HttpStatusCode.Accepted, await reply.Content.ReadAsStringAsync());
        return new GuestOnPhone(http, (await reply.Content.ReadFromJsonAsync<SeenCall>())!);
    }

    /// <summary>The same in bad times: null when the guest was told to try again.</summary>
    public async Task<GuestOnPhone?> GuestTriesAsync()
    {
        var http = Guest();
        using var reply = await http.PostAsJsonAsync(new Uri("/api/calls", UriKind.Relative), new { });
        if (reply.StatusCode == HttpStatusCode.Accepted)
        {
            return new GuestOnPhone(http, (await reply.Content.ReadFromJsonAsync<SeenCall>())!);
        }

        await reply.IsProblemAsync(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        http.Dispose();
        return null;
    }

    /// <summary>Another page of a guest's, which follows the call at this server.</summary>
    public GuestOnPhone GuestOf(GuestOnPhone guest) => new(Guest(), guest.Placed);

    /// <summary>A guest and an operator who is signed in, in the middle of a conversation.</summary>
    public async Task<Conversation> ConversationAsync(string who = "anna")
    {
        Sandbox.OperatorIsOnline(who);
        var guest = await GuestCallsAsync();
        var conference = await Sandbox.RingsAsync(who);
        Sandbox.OperatorAnswers(who);
        var connected = await guest.WaitsForAsync("connected");
        return new Conversation(guest, who, conference.Id, Sandbox.GuestJoins(connected.Call.GuestLink!));
    }

    public async Task<SeenQueue> QueueAsync(string name = "default")
    {
        using var anybody = Guest();
        return (await anybody.GetFromJsonAsync<SeenQueue>(new Uri($"/api/queues/{name}", UriKind.Relative)))!;
    }

    /// <summary>Status and text of the readiness check.</summary>
    public async Task<(HttpStatusCode Status, string Text)> ReadinessAsync()
    {
        using var anybody = Guest();
        using var reply = await anybody.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }

    /// <summary>What Prometheus would read now; the server needs <see cref="AdminKey"/> in its settings.</summary>
    public async Task<Scrape> ScrapeAsync()
    {
        using var prometheus = Guest();
        prometheus.DefaultRequestHeaders.Add("X-Admin-Key", AdminKey.Value);
        using var reply = await prometheus.GetAsync(new Uri("/metrics", UriKind.Relative));
        var text = await reply.Content.ReadAsStringAsync();
        Assert.True(reply.StatusCode == HttpStatusCode.OK, text);
        return new Scrape(text);
    }

    /// <summary>By what conferences of this installation are known at TrueConf.</summary>
    public async Task<string> InstallationAsync() =>
        (await _server!.Services.GetRequiredService<IInstallation>().IdAsync(CancellationToken.None)).Value;

    /// <summary>So much of the server's time passes.</summary>
    public Task TimePassesAsync(TimeSpan time) => Task.Delay(time, _clock ?? TimeProvider.System);

    /// <summary>How often TrueConf was asked by this route.</summary>
    public int Asked(ApiRoute route) => Sandbox.Log.Count(entry => entry.Kind == LogKind.Request && entry.Route == route);

    /// <summary>How often the user's devices began to ring.</summary>
    public int Rings(string user) => Sandbox.Log.Count(entry => entry.Kind == LogKind.RingStarted && entry.User == user);

    /// <summary>Two people in a conference.</summary>
    /// <param name="Seat">The guest's, at TrueConf.</param>
    internal sealed record Conversation(GuestOnPhone Guest, string Operator, string Conference, string Seat) : IDisposable
    {
        public void Dispose() => Guest.Dispose();
    }
}
