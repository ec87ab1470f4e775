using ContactCenter.Hosting.Settings;
using ContactCenter.Storage.Sqlite;

namespace ContactCenter.Storage;

internal static class StorageWebApplicationExtensions
{
    /// <summary>Opens the store before anything starts that needs it. It is let go when the container is disposed of, after the last write.</summary>
    /// <exception cref="StartRefusedException">The store cannot be used.</exception>
    public static WebApplication OpenStorage(this WebApplication app)
    {
        app.Services.GetRequiredService<SqliteDatabase>().Open();
        return app;
    }
}
