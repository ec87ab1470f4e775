using ContactCenter.Conferences;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;
using ContactCenter.TrueConf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ContactCenter.Tests.TrueConf;

/// <summary>The sandbox in the server's process.</summary>
public class SandboxHostTests
{
    [Theory]
    [InlineData("Development", null)]
    [InlineData("Development", "true")]
    [InlineData("Production", "true")]
    public async Task It_is_there_before_anybody_asks(string environment, string? enabled)
    {
        await using var app = Build(environment, ("Sandbox:Enabled", enabled));

        await app.StartAsync();

        Assert.Equal(Some.Group, app.Services.GetRequiredService<AsksWhenStarted>().Group);
        await app.StopAsync();
    }

    [Theory]
    [InlineData("Development", "false")]
    [InlineData("Production", null)]
    public async Task Where_it_is_not_wanted_nothing_was_sent(string environment, string? enabled)
    {
        await using var app = Build(environment, ("Sandbox:Enabled", enabled));

        var failure = await Assert.ThrowsAsync<TrueConfException>(() => app.StartAsync());

        Assert.Equal(TrueConfFailure.NotSent, failure.Failure);
    }

    [Fact]
    public async Task A_server_that_is_named_is_asked_rather_than_the_sandbox_beside_it()
    {
        await using var named = await StubServer.StartAsync(200, """{"groups":[{"id":"theirs","display_name":"Operators"}]}""");
        await using var app = Build("Development", ("Sandbox:Enabled", "true"), ("TrueConf:ServerUrl", named.Url.ToString()));

        await app.StartAsync();

        Assert.Equal(new GroupId("theirs"), app.Services.GetRequiredService<AsksWhenStarted>().Group);
        await app.StopAsync();
    }

    [Fact]
    public async Task An_address_that_is_taken_refuses_to_start_and_is_named()
    {
        await using var other = await StubServer.StartAsync(200, "");
        await using var app = Build("Development", ("Sandbox:Url", other.Url.GetLeftPart(UriPartial.Authority)));

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => app.StartAsync());

        Assert.Contains($"Sandbox:Url is {other.Url.GetLeftPart(UriPartial.Authority)}", refusal.Message, StringComparison.Ordinal);
    }

    private static WebApplication Build(string environment, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Sandbox:Url"] = "http://127.0.0.1:0", ["urls"] = "http://127.0.0.1:0" });
        builder.Configuration.AddInMemoryCollection(settings.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value));
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton<AsksWhenStarted>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AsksWhenStarted>());
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IInstallation, TrueConfClient.FixedInstallation>();
        builder.Services.AddTrueConf();
        return builder.Build();
    }

    /// <summary>Registered before everything else, as nothing in the server is.</summary>
    private sealed class AsksWhenStarted(IOperatorDirectory directory) : IHostedService
    {
        public GroupId? Group { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken) =>
            Group = await directory.FindGroupAsync("Operators", cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
