using ContactCenter.Conferences;

namespace ContactCenter.TrueConf;

/// <summary>Conferences that are known again in the server's list, which may be late, stale, without tags and of any length.</summary>
internal sealed partial class TrueConfConferences
{
    /// <summary>The list says which conference it is; how that one stands, and whether it still exists, is asked of itself.</summary>
    public async Task<ListedConference?> FindAsync(LedgerId id, CancellationToken cancellationToken)
    {
        var here = await installation.IdAsync(cancellationToken);
        var listed = await ListAsync(_tagMemory.Keeps ? _tags.Of(id) : null, cancellationToken);
        var found = new List<ListedConference>();
        foreach (var one in listed.Select(conference => _tags.Read(conference, here, id)).OfType<ListedConference>())
        {
            var sight = await _sights.LookAsync(one.Id, cancellationToken);
            if (sight != ConferenceSight.Gone)
            {
                found.Add(sight == ConferenceSight.Unclear ? one : one with { Running = sight == ConferenceSight.Running });
            }
        }

        return found.OrderByDescending(one => one.Running).FirstOrDefault();
    }

    public async Task<IReadOnlyList<ListedConference>> ListAsync(CancellationToken cancellationToken)
    {
        var here = await installation.IdAsync(cancellationToken);
        var listed = await ListAsync(_tagMemory.Keeps ? _tags.Ours : null, cancellationToken);
        return [.. listed.Select(conference => _tags.Read(conference, here)).OfType<ListedConference>()];
    }

    private async Task<IReadOnlyList<Conference>> ListAsync(string? tag, CancellationToken cancellationToken)
    {
        var listed = await Pages.FromOneAsync(
            "conferences",
            async page => await api.GetConferencesAsync(tag, page, cancellationToken) is var reply ? (reply.Conferences, reply.Cnt) : default,
            conference => conference.Id);
        if (listed.Any(_tags.AreOn))
        {
            _tagMemory.Listed();
        }

        return listed;
    }
}
