namespace ContactCenter.Hosting;

/// <summary>Draws the ids of new things: in order of time, and never the same twice.</summary>
internal class Identities
{
    public virtual Guid Next(DateTimeOffset now) => Guid.CreateVersion7(now);
}
