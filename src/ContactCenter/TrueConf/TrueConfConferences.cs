using ContactCenter.Conferences;
using ContactCenter.Operators;
using Microsoft.Extensions.Options;

namespace ContactCenter.TrueConf;

/// <summary>Conferences as TrueConf Server makes, runs and removes them.</summary>
internal sealed class TrueConfConferences(
    ITrueConfApi api, IInstallation installation, TrueConfCondition condition, IOptions<TrueConfOptions> options) : IConferenceServer
{
    private readonly ConferenceTags _tags = new(options.Value.Tag);

    public TimeSpan LongestRequest => TrueConfHandler.TotalTimeout(options.Value);

    public async Task<ConferenceId> CreateAsync(ConferencePlan plan, CancellationToken cancellationToken)
    {
        var tags = _tags.All(await installation.IdAsync(cancellationToken), plan.Ledger);
        var reply = await api.CreateConferenceAsync(ConferenceBody.Of(plan, tags), cancellationToken);

        return reply.Conference?.Id is { Length: > 0 } id
            ? new ConferenceId(id)
            : throw Unreadable.Answer("id of the conference");
    }

    public Task RunAsync(ConferenceId id, CancellationToken cancellationToken) => api.RunConferenceAsync(id.Value, cancellationToken);

    public async Task<bool> StopAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        try
        {
            await api.StopConferenceAsync(id.Value, cancellationToken);
            return true;
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.NotFound)
        {
            return false;
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.Refused)
        {
            // What a server says to a second stop is not documented, so it is not the answer that counts but what it did.
            switch (await LookAsync(id, cancellationToken))
            {
                case null:
                    return false;
                case { Running: false }:
                    return true;
                default:
                    throw;
            }
        }
    }

    public async Task DeleteAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        try
        {
            await api.DeleteConferenceAsync(id.Value, cancellationToken);
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.NotFound)
        {
            // Gone already, which is what was wanted.
        }
    }

    public async Task<Attendance> WhoIsThereAsync(ConferenceId id, OperatorId expected, CancellationToken cancellationToken)
    {
        ParticipantList reply;
        try
        {
            reply = await api.GetParticipantsAsync(id.Value, cancellationToken);
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.NotFound)
        {
            return Attendance.Nobody;
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.Refused)
        {
            // Nor is it documented what it says of a conference that is stopped: nobody is in that one.
            if (await LookAsync(id, cancellationToken) is { Running: true })
            {
                throw;
            }

            return Attendance.Nobody;
        }

        var present = reply.Participants ?? throw Unreadable.Answer("participants");
        return new Attendance(
            present.Any(participant => IsOperator(participant, expected)),
            present.Any(participant => participant is not null && !IsOperator(participant, expected)));
    }

    public async Task<ListedConference?> FindAsync(LedgerId id, CancellationToken cancellationToken)
    {
        var ours = await installation.IdAsync(cancellationToken);
        var listed = await ListAsync(_tags.Of(id), cancellationToken);
        return listed.Where(one => one.Installation == ours && one.Ledger == id).OrderByDescending(one => one.Running).FirstOrDefault();
    }

    public Task<IReadOnlyList<ListedConference>> ListAsync(CancellationToken cancellationToken) =>
        ListAsync(_tags.Ours, cancellationToken);

    public async Task<Uri?> GuestLinkAsync(ConferenceId id, string guestName, CancellationToken cancellationToken)
    {
        var reply = await api.GetClientsAsync(id.Value, GuestLinks.UserOf(guestName, id), cancellationToken);
        var link = GuestLinks.Choose(reply.Clients ?? throw Unreadable.Answer("clients"));
        condition.OfferedToGuest(webClient: link is not null);
        return link;
    }

    private async Task<IReadOnlyList<ListedConference>> ListAsync(string tag, CancellationToken cancellationToken)
    {
        var conferences = await Pages.FromOneAsync(
            "conferences",
            async page => await api.GetConferencesAsync(tag, page, cancellationToken) is var reply ? (reply.Conferences, reply.Cnt) : default,
            conference => conference.Id);

        return [.. conferences.Select(_tags.Read).OfType<ListedConference>()];
    }

    private async Task<ListedConference?> LookAsync(ConferenceId id, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(one => one.Id == id);

    private static bool IsOperator(Participant? participant, OperatorId expected) =>
        OperatorIds.Parse(participant?.Id) == expected || OperatorIds.Parse(participant?.Uid) == expected;
}
