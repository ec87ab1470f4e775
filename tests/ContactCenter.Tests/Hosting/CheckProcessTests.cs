using ContactCenter.Tests.Support;
using TrueConf.Sandbox;

namespace ContactCenter.Tests.Hosting;

/// <summary><c>--check</c> as it is called: a process that prints a few lines and ends.</summary>
[Trait("Category", "Process")]
public class CheckProcessTests
{
    [Fact]
    public async Task Beside_a_running_server_it_names_its_process_and_takes_nothing_from_it()
    {
        await using var installation = await Installation.StartAsync();
        await using var guest = await installation.GuestCallsAsync();

        for (var time = 0; time < 2; time++)
        {
            using var check = installation.StartProcess("--check");
            var (exitCode, output, error) = await check.EndAsync();

            Assert.Equal((0, ""), (exitCode, error));
            Assert.Contains($"ok     The database {installation.Data.Path} is in use by process {installation.ProcessId}.{Environment.NewLine}", output, StringComparison.Ordinal);
            Assert.Contains("ok     TrueConf Server http://127.0.0.1:", output, StringComparison.Ordinal);
            Assert.DoesNotContain("{", output, StringComparison.Ordinal);
        }

        using var second = installation.StartProcess();
        Assert.Contains($"process {installation.ProcessId}", (await second.EndAsync()).Error, StringComparison.Ordinal);
        installation.Sandbox.OperatorIsOnline("anna");
        await installation.Sandbox.RingsAsync("anna");
    }

    [Fact]
    public async Task What_is_wrong_ends_it_with_1_and_no_secret_is_printed()
    {
        await using var sandbox = await SandboxServer.StartAsync("http://127.0.0.1:0", TimeProvider.System, CancellationToken.None);
        using var folder = new TemporaryFolder();
        using var check = ServerProcess.Start(["--check", .. ServerArguments.For(sandbox, folder, ("TrueConf:ClientSecret", "hush-hush"), ("Hosting:AdminKey", "hush-too"))]);

        var (exitCode, output, error) = await check.EndAsync();

        Assert.Equal((1, ""), (exitCode, error));
        Assert.Contains("wrong  TrueConf Server", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_named_as_at_a_start()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("appsettings.json"), """{ "Routing": { "RingTimeout": "soon" } }""");
        using var check = ServerProcess.Start($"--contentRoot={folder.Path}", "--Sandbox:Enabled=true", "--check");

        var (exitCode, output, error) = await check.EndAsync();

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("Routing:RingTimeout is soon;", error, StringComparison.Ordinal);
    }
}
