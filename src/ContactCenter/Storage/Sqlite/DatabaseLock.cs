using System.Globalization;
using ContactCenter.Hosting.Settings;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Keeps every other process off a database, for as long as this process lives.</summary>
/// <remarks>
/// The operating system holds the lock and drops it however the process ends; a row or a mere file would survive a crash and
/// lock its own installation out. The locked file cannot be read by others, hence a second one that says who has it.
/// </remarks>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _held;
    private readonly string _holder;

    private DatabaseLock(FileStream held, string holder) => (_held, _holder) = (held, holder);

    /// <exception cref="StartRefusedException">Another process has it.</exception>
    public static DatabaseLock Take(string database)
    {
        var holder = database + ".pid";
        try
        {
            var held = new FileStream(database + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holder, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DatabaseLock(held, holder);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new StartRefusedException(
                $"The database {database} is in use by another ContactCenter, process {Holder(holder)}. "
                + "Only one process may use a SQLite database: stop the other one, or name another file in ConnectionStrings:ContactCenter.");
        }
    }

    /// <summary>The process that has the database now, as far as it says; null when none has. Takes nothing.</summary>
    public static string? HolderOf(string database)
    {
        try
        {
            // The holder shares it with nobody, so opening it to read is refused as long as there is one.
            new FileStream(database + ".lock", FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose();
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (IOException e) when (IsHeld(e))
        {
            return Holder(database + ".pid");
        }
    }

    public void Dispose()
    {
        File.Delete(_holder);
        _held.Dispose();
    }

    /// <summary>What the systems call it: a sharing violation on Windows, EWOULDBLOCK on Linux and macOS.</summary>
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static string Holder(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
