using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Settings;
using ContactCenter.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ContactCenter.Tests.Storage;

public sealed class AddStorageTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("contact-center-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_server_has_all_its_stores_in_one_file_under_its_content_root_and_lets_it_go_at_the_end()
    {
        for (var start = 0; start < 2; start++)
        {
            await using var app = Build("Data Source=calls/here.db").OpenStorage();

            Assert.Null(await app.Services.GetRequiredService<ICallStore>().FindAsync(default, default));
            Assert.Null(await app.Services.GetRequiredService<IConferenceLedger>().FindAsync(default(LedgerId), default));
            Assert.Equal(32, (await app.Services.GetRequiredService<IInstallation>().IdAsync(default)).Value.Length);
            Assert.Equal(32, (await app.Services.GetRequiredService<ICallSecret>().KeyAsync(default)).Length);
            Assert.True(File.Exists(Path.Combine(_root, "calls", "here.db")));
        }
    }

    [Fact]
    public async Task A_store_that_answers_is_healthy_and_one_that_does_not_is_not()
    {
        await using var app = Build("Data Source=calls/here.db");
        var health = app.Services.GetRequiredService<HealthCheckService>();

        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Entries["store"].Status);
        app.OpenStorage();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Entries["store"].Status);
    }

    [Fact]
    public async Task A_store_that_cannot_be_opened_refuses_the_start()
    {
        await using var app = Build("Data Source=:memory:");

        Assert.Throws<StartRefusedException>(app.OpenStorage);
    }

    private WebApplication Build(string connectionString)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _root });
        builder.Configuration["ConnectionStrings:ContactCenter"] = connectionString;
        builder.Services.AddStorage();
        return builder.Build();
    }
}
