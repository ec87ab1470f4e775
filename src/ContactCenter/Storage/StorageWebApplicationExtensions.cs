using ContactCenter.Hosting.Settings;
using ContactCenter.Storage.Postgres;
using ContactCenter.Storage.Sqlite;

namespace ContactCenter.Storage;

internal static class StorageWebApplicationExtensions
{
    /// <summary>Opens the store before anything starts that needs it. It is let go when the container is disposed of, after the last write.</summary>
    /// <exception cref="StartRefusedException">The store cannot be used.</exception>
    public static WebApplication OpenStorage(this WebApplication app)
    {
        if (StorageServiceCollectionExtensions.IsShared(app.Services))
        {
            // Nothing else runs yet that could be held up.
            Task.Run(() => OpenAsync(app.Services)).GetAwaiter().GetResult();
        }
        else
        {
            app.Services.GetRequiredService<SqliteDatabase>().Open();
        }

        return app;
    }

    /// <summary>Opens the store to read what is in it, beside a server that runs or not; nothing in it changes.</summary>
    /// <exception cref="StartRefusedException">The store cannot be read.</exception>
    public static async Task OpenStorageToReadAsync(this WebApplication app)
    {
        if (StorageServiceCollectionExtensions.IsShared(app.Services))
        {
            await app.Services.GetRequiredService<PostgresDatabase>().OpenToReadAsync(CancellationToken.None);
        }
        else
        {
            app.Services.GetRequiredService<SqliteDatabase>().OpenToRead();
        }
    }

    private static async Task OpenAsync(IServiceProvider services)
    {
        await services.GetRequiredService<PostgresDatabase>().OpenAsync(CancellationToken.None);
        await services.GetRequiredService<PostgresClock>().MeasureAsync(CancellationToken.None);
    }
}
