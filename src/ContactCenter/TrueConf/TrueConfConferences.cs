using ContactCenter.Conferences;
using ContactCenter.Operators;
using Microsoft.Extensions.Options;

namespace ContactCenter.TrueConf;

/// <summary>Conferences as TrueConf Server makes, runs and removes them. What it says it did is looked at once: a 200 is no proof.</summary>
internal sealed partial class TrueConfConferences(
    ITrueConfApi api, IInstallation installation, TrueConfCondition condition, IOptions<TrueConfOptions> options, TimeProvider clock) : IConferenceServer
{
    private readonly ConferenceTags _tags = new(options.Value.Tag);
    private readonly TagMemory _tagMemory = new();
    private readonly ConferenceSights _sights = new(api, options.Value.RequestTimeout, clock);

    public int? MostConferences => options.Value.MaxConferences is > 0 and var most ? most : null;

    public TimeSpan LongestRequest => TrueConfHandler.TotalTimeout(options.Value);

    public async Task<ConferenceId> CreateAsync(ConferencePlan plan, CancellationToken cancellationToken)
    {
        var here = await installation.IdAsync(cancellationToken);
        var body = ConferenceBody.Of(plan, _tags.All(here, plan.Ledger), _tags.MarkOf(here, plan.Ledger));
        if (await api.CreateConferenceAsync(body, cancellationToken) is not { Conference: { Id: { Length: > 0 } id } made })
        {
            throw Unreadable.Answer("id of the conference");
        }

        _tagMemory.Made(withTags: _tags.AreOn(made));
        return new ConferenceId(id);
    }

    public async Task RunAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        try
        {
            await api.RunConferenceAsync(id.Value, cancellationToken);
        }
        catch (TrueConfException e) when (e.OutcomeUnknown)
        {
            // Only that it runs is certain: one that does not may begin to in a moment.
            if (await _sights.LookAsync(id, cancellationToken) == ConferenceSight.Running)
            {
                return;
            }

            throw;
        }

        if (await _sights.LookForAsync(id, seen => seen == ConferenceSight.Running, cancellationToken) is ConferenceSight.Stopped or ConferenceSight.Gone)
        {
            throw new TrueConfException(TrueConfFailure.Refused, $"TrueConf Server said that conference {id} runs, and it does not.");
        }
    }

    public async Task<bool> StopAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        ConferenceSight sight;
        try
        {
            await api.StopConferenceAsync(id.Value, cancellationToken);
            sight = await _sights.LookForAsync(id, seen => seen != ConferenceSight.Running, cancellationToken);
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.NotFound)
        {
            return false;
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.Refused)
        {
            // What a server says to a second stop is not documented, so it is not the answer that counts but what it did.
            sight = await _sights.LookAsync(id, cancellationToken);
            if (sight is ConferenceSight.Running or ConferenceSight.Unclear)
            {
                throw;
            }
        }

        return sight != ConferenceSight.Running
            ? sight != ConferenceSight.Gone
            : throw new TrueConfException(TrueConfFailure.Unknown, $"TrueConf Server said that conference {id} is stopped, and it runs.");
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
            return;
        }
        catch (TrueConfException e) when (e.Failure == TrueConfFailure.Refused)
        {
            switch (await _sights.LookAsync(id, cancellationToken))
            {
                case ConferenceSight.Gone:
                    return;
                case ConferenceSight.Running:
                    // Its owner may start it again after the stop. The next delete finds it stopped.
                    await StopAsync(id, cancellationToken);
                    throw;
                default:
                    throw;
            }
        }

        if (await _sights.LookForAsync(id, seen => seen == ConferenceSight.Gone, cancellationToken) is ConferenceSight.Stopped or ConferenceSight.Running)
        {
            throw new TrueConfException(TrueConfFailure.Unknown, $"TrueConf Server said that conference {id} is deleted, and it is there.");
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
            if (await _sights.LookAsync(id, cancellationToken) is ConferenceSight.Running or ConferenceSight.Unclear)
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

    public async Task<Uri?> GuestLinkAsync(ConferenceId id, string guestName, CancellationToken cancellationToken)
    {
        var reply = await api.GetClientsAsync(id.Value, GuestLinks.UserOf(guestName, id), cancellationToken);
        var link = GuestLinks.Choose(reply.Clients ?? throw Unreadable.Answer("clients"));
        condition.OfferedToGuest(webClient: link is not null);
        return link;
    }

    private static bool IsOperator(Participant? participant, OperatorId expected) =>
        OperatorId.Spelt(participant?.Id) == expected || OperatorId.Spelt(participant?.Uid) == expected;
}
