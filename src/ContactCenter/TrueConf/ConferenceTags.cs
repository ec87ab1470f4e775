using ContactCenter.Conferences;

namespace ContactCenter.TrueConf;

/// <summary>
/// The tags by which our conferences are known again: <c>tag</c>, <c>tag:i:installation</c>, <c>tag:l:ledger</c>. They are
/// compared whole: a server may find parts of tags, or ignore that it was asked for one.
/// </summary>
internal sealed class ConferenceTags(string tag)
{
    private readonly string _installation = $"{tag}:i:";
    private readonly string _ledger = $"{tag}:l:";

    public string Ours => tag;

    public string Of(LedgerId ledger) => _ledger + ledger;

    public IReadOnlyList<string> All(InstallationId installation, LedgerId ledger) => [tag, _installation + installation, Of(ledger)];

    /// <summary>The conference, if it bears our tag.</summary>
    public ListedConference? Read(Conference conference)
    {
        if (conference is not { Id: { Length: > 0 } id, Tags: { } tags } || !tags.Contains(tag))
        {
            return null;
        }

        return new ListedConference(
            new ConferenceId(id),
            string.Equals(conference.State, "running", StringComparison.OrdinalIgnoreCase),
            After(_installation, tags) is { } installation ? new InstallationId(installation) : null,
            LedgerId.TryParse(After(_ledger, tags)));
    }

    private static string? After(string prefix, IReadOnlyList<string?> tags) =>
        tags.FirstOrDefault(tag => tag?.StartsWith(prefix, StringComparison.Ordinal) == true)?[prefix.Length..];
}
