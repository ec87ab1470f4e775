using ContactCenter.Operators;

namespace ContactCenter.Conferences;

/// <summary>What is asked of TrueConf Server about conferences, in the product's own words.</summary>
/// <remarks>Every method throws <see cref="TrueConfException"/> when the server cannot be asked or refuses.</remarks>
public interface IConferenceServer
{
    /// <summary>After this long no request of ours can still be on its way: what was not seen by then was not done.</summary>
    TimeSpan LongestRequest { get; }

    /// <summary>How many conferences the licence allows at once, as far as settings say; null: no limit is known.</summary>
    int? MostConferences { get; }

    /// <summary>Creates the conference, does not start it. Never repeated: on an unknown outcome, look with <see cref="FindAsync"/>.</summary>
    Task<ConferenceId> CreateAsync(ConferencePlan plan, CancellationToken cancellationToken);

    /// <summary>Starts it, which rings the operator. Never repeated.</summary>
    Task RunAsync(ConferenceId id, CancellationToken cancellationToken);

    /// <summary>Ends it for everybody in it; quiet when it is stopped already. False when the server does not know it.</summary>
    Task<bool> StopAsync(ConferenceId id, CancellationToken cancellationToken);

    /// <summary>Removes it; quiet when it is gone already.</summary>
    Task DeleteAsync(ConferenceId id, CancellationToken cancellationToken);

    /// <summary>Who is in it now. <see cref="Attendance.Nobody"/> when the server does not know it.</summary>
    Task<Attendance> WhoIsThereAsync(ConferenceId id, OperatorId expected, CancellationToken cancellationToken);

    /// <summary>The conference made for this ledger id, or null: by its tags, or by its topic's mark where the server keeps none.</summary>
    Task<ListedConference?> FindAsync(LedgerId id, CancellationToken cancellationToken);

    /// <summary>All conferences that bear our tag, of this installation and of others; and those with this installation's mark and no tags.</summary>
    Task<IReadOnlyList<ListedConference>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A fresh WebRTC link for the guest, to be used at once; null when the server offers none
    /// (no guest licence, or conferences with guests are forbidden).
    /// </summary>
    Task<Uri?> GuestLinkAsync(ConferenceId id, string guestName, CancellationToken cancellationToken);
}

/// <summary>A conference to be made: two people, a virtual room, the operator its owner and only invited one.</summary>
/// <param name="GuestRights">What the guest may do, by TrueConf's names.</param>
public sealed record ConferencePlan(
    LedgerId Ledger, OperatorId Operator, string Topic, bool Recording, IReadOnlyDictionary<string, bool> GuestRights);

/// <summary>A conference as the server lists it.</summary>
/// <param name="Installation">Whose it is, by its tags or its topic's mark; null when neither says.</param>
/// <param name="Ledger">Which ledger row it belongs to, by its tags; null where the server keeps none.</param>
public sealed record ListedConference(ConferenceId Id, bool Running, InstallationId? Installation, LedgerId? Ledger);

/// <summary>Who was found in a conference.</summary>
public readonly record struct Attendance(bool Operator, bool Guest)
{
    public static Attendance Nobody => default;

    public bool Everybody => Operator && Guest;
}
