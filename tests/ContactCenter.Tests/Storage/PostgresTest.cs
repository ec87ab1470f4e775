namespace ContactCenter.Tests.Storage;

/// <summary>A test on a PostgreSQL database of its own.</summary>
public abstract class PostgresTest : IAsyncLifetime
{
    private protected PostgresTest(PostgresStore store) => Store = store;

    private protected PostgresStore Store { get; }

    public Task InitializeAsync() => Store.OpenAsync();

    public async Task DisposeAsync() => await Store.DisposeAsync();
}
