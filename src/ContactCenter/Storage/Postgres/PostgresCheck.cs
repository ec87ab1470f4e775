using ContactCenter.Hosting.Checks;
using ContactCenter.Hosting.Settings;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ContactCenter.Storage.Postgres;

/// <summary>Whether the database can be used, without changing anything in it.</summary>
internal sealed class PostgresCheck(IOptions<StorageOptions> options) : IStartCheck
{
    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        var address = PostgresAddress.Of(options.Value.ConnectionString);
        var name = PostgresAddress.Name(address);
        try
        {
            await using var source = NpgsqlDataSource.Create(address);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var scripts = MigrationScript.Of("Postgres");
            var present = await PostgresMigrations.ThrowIfForeignAsync(connection, name, scripts[^1].Number);
            return new Finding(true, present == 0
                ? $"The database {address.Database} at {name} answers; its tables are made at the first start."
                : $"The database {address.Database} at {name} answers.");
        }
        catch (StartRefusedException refusal)
        {
            return new Finding(false, refusal.Message);
        }
        catch (Exception e) when (e is NpgsqlException || PostgresTrouble.IsAway(e))
        {
            return new Finding(false, $"The database {address.Database} at {name} (ConnectionStrings:ContactCenter) cannot be used: {e.Message}");
        }
    }
}
