using ContactCenter.Calls;
using ContactCenter.Conferences;

namespace ContactCenter.Storage.Postgres;

/// <summary>What was drawn at random when the database was made. It never changes, so it is read once.</summary>
internal sealed class PostgresInstallation(PostgresDatabase database) : IInstallation, ICallSecret
{
    private volatile Founding? _founding;

    public async Task<InstallationId> IdAsync(CancellationToken cancellationToken) => new((await ReadAsync(cancellationToken)).Id);

    public async Task<byte[]> KeyAsync(CancellationToken cancellationToken) => (await ReadAsync(cancellationToken)).Secret;

    private async ValueTask<Founding> ReadAsync(CancellationToken cancellationToken) => _founding ??= await database.AskAsync(
        session => session.FirstAsync<Founding>("select id, token_secret as Secret from installation"), cancellationToken)
        ?? throw new InvalidOperationException("The database does not say whose it is.");

    private sealed record Founding
    {
        public string Id { get; init; } = "";
        public byte[] Secret { get; init; } = [];
    }
}
