using ContactCenter.Calls;
using ContactCenter.Conferences;
using Dapper;

namespace ContactCenter.Storage.Sqlite;

/// <summary>What was drawn at random when the database was made. It never changes, so it is read once.</summary>
internal sealed class SqliteInstallation(SqliteDatabase database) : IInstallation, ICallSecret
{
    private Founding? _founding;

    public async Task<InstallationId> IdAsync(CancellationToken cancellationToken) => new((await ReadAsync(cancellationToken)).Id);

    public async Task<byte[]> KeyAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Secret;

    private async ValueTask<Founding> ReadAsync(CancellationToken cancellationToken) => _founding ??= await database.ReadAsync(
        connection => connection.QuerySingle<Founding>("select id, token_secret as Secret from installation"), cancellationToken);

    private sealed record Founding
    {
        public string Id { get; init; } = "";
        public byte[] Secret { get; init; } = [];
    }
}
