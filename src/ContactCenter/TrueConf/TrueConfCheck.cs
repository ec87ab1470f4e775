using ContactCenter.Conferences;
using ContactCenter.Hosting.Checks;
using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>Whether TrueConf Server lets us do what a call needs, as far as that shows without making a conference.</summary>
internal sealed class TrueConfCheck(
    TrueConfAddress address, TrueConfSurvey survey, IOperatorDirectory directory, IConferenceServer conferences) : IStartCheck
{
    public const string GuestsUnknown = "whether guests can join (its guest licence) shows with the first call";

    /// <summary>Of no conference; a server that lets us ask says that there is none.</summary>
    private static readonly ConferenceId _none = new("0");

    public async Task<Finding> LookAsync(CancellationToken cancellationToken)
    {
        if (address.Known is null)
        {
            return new Finding(true, "TrueConf:ServerUrl is empty; the sandbox stands in for TrueConf Server.");
        }

        var found = await survey.LookAsync(GuestsUnknown, cancellationToken);
        return found is { Works: true, Somebody: { } somebody }
            && await RefusalAsync(somebody, cancellationToken) is { } refusal ? refusal : new Finding(found.Works, found.Sentence);
    }

    /// <summary>Asks with each scope that the group did not need; null when all are there.</summary>
    private async Task<Finding?> RefusalAsync(OperatorId somebody, CancellationToken cancellationToken)
    {
        try
        {
            await directory.ReadPresenceAsync(somebody, cancellationToken);
            await conferences.ListAsync(cancellationToken);
            await conferences.WhoIsThereAsync(_none, somebody, cancellationToken);
            return null;
        }
        catch (TrueConfException trouble)
        {
            return new Finding(false, $"TrueConf Server {address.Url.GetLeftPart(UriPartial.Authority)}: token ok, but not everything is allowed. {trouble.Message}");
        }
    }
}
