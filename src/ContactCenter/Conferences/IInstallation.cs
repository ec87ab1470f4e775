namespace ContactCenter.Conferences;

/// <summary>Tells which installation this is; the store writes the id once and keeps it.</summary>
public interface IInstallation
{
    Task<InstallationId> IdAsync(CancellationToken cancellationToken);
}
