using Microsoft.Extensions.Options;

namespace ContactCenter.Routing;

/// <summary>The queues there are, by name.</summary>
internal sealed class QueueBook(IEnumerable<QueueSettings> queues)
{
    /// <summary>The queue of a guest who names none.</summary>
    public const string Default = "default";

    public IReadOnlyList<QueueSettings> All { get; } = [.. queues];

    /// <summary>The settings of a queue, or null when there is none of that name. Case does not matter, as in the configuration.</summary>
    public QueueSettings? Find(string name) =>
        All.FirstOrDefault(queue => string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase));

    public static QueueBook Of(IOptions<QueueOptions> options) => new([QueueSettings.Of(Default, options.Value)]);
}
