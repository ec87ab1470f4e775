using ContactCenter.Hosting.Settings;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Where the database is, and how the driver is to open it.</summary>
internal sealed record SqliteFile(string Path, string ConnectionString)
{
    private const string _key = "ConnectionStrings:ContactCenter";

    /// <summary>A relative path starts at the content root, wherever the process was started from.</summary>
    /// <exception cref="StartRefusedException">The connection string is not one of a SQLite file.</exception>
    public static SqliteFile Of(string connectionString, string contentRoot)
    {
        var parts = Parse(connectionString);
        if (parts.DataSource.Length == 0 || parts.DataSource.StartsWith(':') || parts.DataSource.StartsWith("file:", StringComparison.Ordinal)
            || parts.Mode == SqliteOpenMode.Memory)
        {
            throw new StartRefusedException(
                $"{_key} is '{connectionString}'; it must name a file, as in 'Data Source=data/contact-center.db'.");
        }

        var path = System.IO.Path.GetFullPath(parts.DataSource, contentRoot);
        parts.DataSource = path;
        parts.Mode = SqliteOpenMode.ReadWrite;
        parts.ForeignKeys = true;
        parts.Pooling = false;
        return new SqliteFile(path, parts.ConnectionString);
    }

    /// <summary>How the driver is to open it to read beside whoever writes.</summary>
    /// <remarks>Even a reader makes the files of the write-ahead log. Where there is none, all is in the file, and it is told that nobody writes.</remarks>
    public string ToRead()
    {
        var parts = new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadOnly };
        parts.DataSource = File.Exists(Path + "-wal") ? Path : $"{new Uri(Path).AbsoluteUri}?immutable=1";
        return parts.ConnectionString;
    }

    public void MakeFolder() => Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);

    /// <summary>Makes the file where it is missing, for this account alone: guests' names and the tokens' secret live there.</summary>
    /// <remarks>Only under the lock: on Unix, closing a file drops every lock that SQLite holds on it in the same process.</remarks>
    public void Make()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(Path, options).Dispose();
    }

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new StartRefusedException($"{_key} is not for a SQLite file: {e.Message}");
        }
    }
}
