using ContactCenter.Conferences;

namespace ContactCenter.TrueConf;

/// <summary>
/// The tags by which our conferences are known again: <c>tag</c>, <c>tag:i:installation</c>, <c>tag:l:ledger</c>. They are
/// compared whole: a server may find parts of tags, or ignore that it was asked for one. Where a conference has no tags at
/// all, the mark in its topic speaks for them.
/// </summary>
internal sealed class ConferenceTags(string tag)
{
    private readonly string _installation = $"{tag}:i:";
    private readonly string _ledger = $"{tag}:l:";

    public string Ours => tag;

    public string Of(LedgerId ledger) => _ledger + ledger;

    public IReadOnlyList<string> All(InstallationId installation, LedgerId ledger) => [tag, _installation + installation, Of(ledger)];

    public TopicMark MarkOf(InstallationId installation, LedgerId ledger) => TopicMark.Of(tag, installation, ledger);

    public bool AreOn(Conference conference) => conference.Tags?.Contains(tag) == true;

    /// <summary>The conference, if it bears our tag, or no tags but the mark of <paramref name="here"/>: that does not tell its ledger's row.</summary>
    public ListedConference? Read(Conference conference, InstallationId here)
    {
        if (conference is not { Id: { Length: > 0 } id })
        {
            return null;
        }

        var running = conference.IsRunning;
        if (!IsUntagged(conference, out var tags))
        {
            return tags.Contains(tag)
                ? new ListedConference(
                    new ConferenceId(id),
                    running,
                    After(_installation, tags) is { } installation ? new InstallationId(installation) : null,
                    LedgerId.TryParse(After(_ledger, tags)))
                : null;
        }

        return TopicMark.Read(conference.Topic)?.Installation == TopicMark.OfInstallation(tag, here)
            ? new ListedConference(new ConferenceId(id), running, here, Ledger: null)
            : null;
    }

    /// <summary>The conference, if it is that of <paramref name="ledger"/> and of this installation.</summary>
    public ListedConference? Read(Conference conference, InstallationId here, LedgerId ledger) =>
        Read(conference, here) is { } one && one.Installation == here
        && (one.Ledger == ledger || (IsUntagged(conference, out _) && TopicMark.Read(conference.Topic)?.Ledger == TopicMark.OfLedger(ledger)))
            ? one with { Ledger = ledger }
            : null;

    private static bool IsUntagged(Conference conference, out IReadOnlyList<string?> tags)
    {
        tags = conference.Tags ?? [];
        return tags.All(string.IsNullOrEmpty);
    }

    private static string? After(string prefix, IReadOnlyList<string?> tags) =>
        tags.FirstOrDefault(tag => tag?.StartsWith(prefix, StringComparison.Ordinal) == true)?[prefix.Length..];
}
