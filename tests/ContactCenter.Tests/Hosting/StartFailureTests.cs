using System.Net;
using System.Net.Sockets;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Hosting;

/// <summary>A server that cannot start says why, in a sentence, and ends.</summary>
[Trait("Category", "Process")]
public class StartFailureTests
{
    [Fact]
    public async Task What_is_wrong_is_printed_plainly_and_ends_the_process()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("appsettings.json"), """{ "Routing": { "RingTimeout": "soon" }, "Rooting": {} }""");
        using var server = ServerProcess.Start($"--contentRoot={folder.Path}", "--Sandbox:Enabled=true");

        var (exitCode, output, error) = await server.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal("", output);
        Assert.Equal(
            $"""
            ContactCenter does not start: 2 settings are wrong.
            Rooting is not a known setting; is Routing meant?
            Routing:RingTimeout is soon; it must be a time such as 00:00:20 (hours:minutes:seconds).
            """, error);
    }

    [Fact]
    public async Task A_file_that_is_not_JSON_is_named_without_a_stack_trace()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("appsettings.json"), "{ oops");
        using var server = ServerProcess.Start($"--contentRoot={folder.Path}");

        var (exitCode, _, error) = await server.EndAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains("appsettings.json", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var server = ServerProcess.Start(
            $"--contentRoot={folder.Path}", "--Sandbox:Enabled=true", "--Sandbox:Url=http://127.0.0.1:0", $"--urls=http://{taken.LocalEndpoint}");

        var (exitCode, _, error) = await server.EndAsync();

        Assert.Equal((1, $"ContactCenter does not start. Failed to bind to address http://{taken.LocalEndpoint}: address already in use."), (exitCode, error));
    }
}
