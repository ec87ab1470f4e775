using ContactCenter.Conferences;
using ContactCenter.Hosting.Checks;
using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>Whether TrueConf Server lets us do what a call needs, as far as that shows without making a conference.</summary>
internal sealed class TrueConfCheck(
    TrueConfAddress address, IRosterFollower follower, IOperatorDirectory directory, IConferenceServer conferences, ITrueConfApi api, TimeProvider clock) : IStartCheck
{
    /// <summary>Of no conference; a server that lets us ask says that there is none.</summary>
    private static readonly ConferenceId _none = new("0");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (address.Known is not { } server)
        {
            return new Finding(true, "TrueConf:ServerUrl is empty; the sandbox stands in for TrueConf Server.");
        }

        var groups = new List<(string Name, RosterWatch Watch)>();
        foreach (var group in follower.Groups.Where(group => group.TakesCalls))
        {
            groups.Add((group.Name, await ReadAsync(group.Name, cancellationToken)));
        }

        var survey = Survey.Of(server, groups, Survey.GuestsUnknown);
        return survey.Works && await TroubleAsync(groups[0].Watch.Latest!.Operators[0].Id, cancellationToken) is { } trouble
            ? new Finding(false, $"{Survey.NameOf(server)}: token ok, but not everything can be asked. {trouble}")
            : new Finding(survey.Works, survey.Sentence);
    }

    private async Task<RosterWatch> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var unread = new RosterWatch();
        try
        {
            return await directory.FindGroupAsync(name, cancellationToken) is { } id
                ? unread.AfterRead(new Roster(id, clock.GetUtcNow(), await directory.ReadGroupAsync(id, cancellationToken)))
                : unread.AfterMissingGroup();
        }
        catch (TrueConfException trouble)
        {
            return unread.AfterFailure(trouble);
        }
    }

    /// <summary>Asks once with each scope that reading the group did not need; null when all is well.</summary>
    private async Task<string?> TroubleAsync(OperatorId somebody, CancellationToken cancellationToken)
    {
        try
        {
            await directory.ReadPresenceAsync(somebody, cancellationToken);
            // One page of anybody's: which of them are ours is not asked, and without a store not known.
            await api.GetConferencesAsync(tag: null, page: 1, cancellationToken);
            await conferences.WhoIsThereAsync(_none, somebody, cancellationToken);
            return null;
        }
        catch (TrueConfException trouble)
        {
            return trouble.Message;
        }
    }
}
