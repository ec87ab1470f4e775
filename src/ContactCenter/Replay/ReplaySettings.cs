using ContactCenter.Conferences;
using ContactCenter.Routing;

namespace ContactCenter.Replay;

/// <summary>The settings a replay is made with.</summary>
/// <param name="MostConferences">How many the licence allows at once; null: no limit is known.</param>
internal sealed record ReplaySettings(QueueBook Queues, SkillsOf SkillsOf, Matching Matching, int? MostConferences)
{
    public static ReplaySettings Of(IServiceProvider services) => new(
        services.GetRequiredService<QueueBook>(),
        services.GetRequiredService<SkillsOf>(),
        services.GetRequiredService<Matching>(),
        services.GetRequiredService<IConferenceServer>().MostConferences);

    /// <summary>As the server does it: calls of a queue that is gone are the default one's.</summary>
    public QueueSettings QueueOf(string name) => Queues.Find(name) ?? Queues.All[0];
}
