using ContactCenter.Hosting.Checks;
using ContactCenter.Hosting.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Whether the database file can be used, without taking it from a server that does, or making it where there is none.</summary>
internal sealed class SqliteCheck(IOptions<StorageOptions> options, IHostEnvironment environment) : IStartCheck
{
    public Task<Finding> LookAsync(CancellationToken cancellationToken) => Task.FromResult(Look());

    private Finding Look()
    {
        try
        {
            SystemSqlite.Use();
            return Judge(SqliteFile.Of(options.Value.ConnectionString, environment.ContentRootPath));
        }
        catch (StartRefusedException refusal)
        {
            return new Finding(false, refusal.Message);
        }
    }

    private static Finding Judge(SqliteFile file)
    {
        try
        {
            if (DatabaseLock.HolderOf(file.Path) is { } holder)
            {
                return new Finding(true, $"The database {file.Path} is in use by process {holder}.");
            }

            if (!File.Exists(file.Path))
            {
                Probe(file.Path);
                return new Finding(true, $"The database {file.Path} is made at the first start.");
            }

            // Before SQLite has it: on Unix, closing a file drops every lock that SQLite holds on it in the same process.
            new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite).Dispose();
            Read(file);
            return new Finding(true, $"The database {file.Path} can be opened.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            return new Finding(false, $"The database {file.Path} (ConnectionStrings:ContactCenter) cannot be opened: {e.Message}");
        }
    }

    private static void Read(SqliteFile file)
    {
        using var connection = new SqliteConnection(file.ToRead());
        connection.Open();
        SqliteMigrations.ThrowIfForeign(connection, file.Path);
    }

    /// <summary>Whether a file can be made in the nearest folder that is there.</summary>
    private static void Probe(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        while (!Path.Exists(folder) && Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
        }

        using var probe = new FileStream(
            Path.Combine(folder, $".{Path.GetFileName(path)}.check"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }
}
