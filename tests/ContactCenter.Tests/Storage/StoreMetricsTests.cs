using ContactCenter.Hosting.Metrics;
using ContactCenter.Storage;
using ContactCenter.Storage.Sqlite;
using ContactCenter.Tests.Hosting.Settings;
using ContactCenter.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Tests.Storage;

/// <summary>What goes wrong with the store is counted, and nothing else is.</summary>
public class StoreMetricsTests
{
    [Fact]
    public async Task Reads_and_writes_that_fail_are_counted_and_those_that_are_given_up_are_not()
    {
        using var folder = new TemporaryFolder();
        await using var app = Refusals.Build($"ConnectionStrings:ContactCenter=Data Source={folder.File("calls.db")}", "Hosting:AdminKey=key");
        app.OpenStorage();
        var database = app.Services.GetRequiredService<SqliteDatabase>();

        await database.ReadAsync(connection => connection.ExecuteScalar<int>("select count(*) from calls"), default);
        await Assert.ThrowsAsync<OperationCanceledException>(() => database.WriteAsync<int>(_ => throw new OperationCanceledException(), default));
        Assert.Equal(0, await FailuresAsync(app.Services));

        await Assert.ThrowsAsync<SqliteException>(() => database.ReadAsync(connection => connection.Execute("select nothing"), default));
        await Assert.ThrowsAsync<SqliteException>(() => database.WriteAsync(connection => connection.Execute("drop table nowhere"), default));
        Assert.Equal(2, await FailuresAsync(app.Services));
    }

    [Fact]
    public async Task While_the_store_fails_what_lies_in_it_is_not_told_and_the_rest_is()
    {
        using var folder = new TemporaryFolder();
        await using var app = Refusals.Build($"ConnectionStrings:ContactCenter=Data Source={folder.File("calls.db")}", "Hosting:AdminKey=key");
        app.OpenStorage();
        Assert.Single(await SamplesAsync(app.Services, "contact_center_conferences{state=\"stuck\"}"));

        await app.Services.GetRequiredService<SqliteDatabase>().WriteAsync(
            connection => connection.Execute("alter table calls rename to lost; alter table conferences rename to lost_too"), default);

        Assert.Empty(await SamplesAsync(app.Services, "contact_center_conferences"));
        Assert.Empty(await SamplesAsync(app.Services, "contact_center_calls_live"));
        Assert.Single(await SamplesAsync(app.Services, "contact_center_build_info"));
        Assert.True(await FailuresAsync(app.Services) > 0, "The failing counts were not counted.");
    }

    private static async Task<double?> FailuresAsync(IServiceProvider services) => (await ScrapeAsync(services))["contact_center_store_failures_total"];

    private static async Task<IEnumerable<string>> SamplesAsync(IServiceProvider services, string start) => (await ScrapeAsync(services)).NamesLike(start);

    private static async Task<Scrape> ScrapeAsync(IServiceProvider services) =>
        new(await services.GetRequiredService<MetricsReader>().ReadAsync(CancellationToken.None));
}
