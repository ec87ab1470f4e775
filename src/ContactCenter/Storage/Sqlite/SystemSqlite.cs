using System.Reflection;
using System.Runtime.InteropServices;
using ContactCenter.Hosting.Settings;
using SQLitePCL;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Finds the operating system's SQLite library: its security updates come with the system's.</summary>
internal static class SystemSqlite
{
    /// <summary>The oldest with everything the statements here use (upsert).</summary>
    private const int _oldest = 3_024_000;

    private static readonly Lazy<bool> _ready = new(Prepare);

    /// <summary>Makes the library known to the driver; may be called as often as you like.</summary>
    /// <exception cref="StartRefusedException">There is none, or it is too old.</exception>
    public static void Use() => _ = _ready.Value;

    internal static nint Load(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
            {
                return library;
            }
        }

        throw new StartRefusedException(
            $"No SQLite library was found on this machine (looked for {string.Join(", ", names)}). "
            + "Install it: on Debian and Ubuntu the package is libsqlite3-0, on Alpine and Red Hat sqlite-libs.");
    }

    private static bool Prepare()
    {
        var library = Load(Names());
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());

        return raw.sqlite3_libversion_number() >= _oldest
            ? true
            : throw new StartRefusedException(
                $"The SQLite library of this machine is {raw.sqlite3_libversion().utf8_to_string()}; at least 3.24 is needed.");

        nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == "e_sqlite3" ? library : 0;
    }

    private static string[] Names() =>
        OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib", "/usr/lib/libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];
}
