using ContactCenter.Hosting.Settings;

namespace ContactCenter.Routing;

/// <summary>The queues there are this moment, by name. Settings change them while the server runs, so nobody keeps what it read here.</summary>
internal sealed class QueueBook(IEnumerable<QueueSettings> queues)
{
    /// <summary>The queue of a guest who names none. It is always there.</summary>
    public const string Default = "default";

    private volatile IReadOnlyList<QueueSettings> _all = [.. queues];

    /// <summary>Told when any queue has other settings than before.</summary>
    public event Action? Changed;

    /// <summary>The first is the default one.</summary>
    public IReadOnlyList<QueueSettings> All => _all;

    /// <summary>The settings of a queue, or null when there is none of that name. Case does not matter, as in the configuration.</summary>
    public QueueSettings? Find(string name) =>
        All.FirstOrDefault(queue => string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The queues as settings say, now and whenever they change.</summary>
    public static QueueBook Of(LiveSettings settings)
    {
        var book = new QueueBook(QueuesOf(settings));
        settings.Changed += () => book.Rewrite(QueuesOf(settings));
        return book;
    }

    private void Rewrite(IReadOnlyList<QueueSettings> queues)
    {
        _all = queues;
        Changed?.Invoke();
    }

    private static QueueSettings[] QueuesOf(LiveSettings settings) =>
        [.. settings.ReadFamily<QueueOptions>().Select(queue => QueueSettings.Of(queue.Name, queue.Values))];
}
