namespace ContactCenter.Operators;

/// <summary>Where operators are looked up: TrueConf Server's groups and users.</summary>
/// <remarks>Every method throws <see cref="TrueConfException"/> when the server cannot be asked or refuses.</remarks>
public interface IOperatorDirectory
{
    /// <summary>The group with this id, or with this display name (compared without case); null when there is none.</summary>
    Task<GroupId?> FindGroupAsync(string nameOrId, CancellationToken cancellationToken);

    /// <summary>All members of the group, every page of it. A group that is gone is a <see cref="TrueConfFailure.NotFound"/>.</summary>
    Task<IReadOnlyList<Operator>> ReadGroupAsync(GroupId group, CancellationToken cancellationToken);

    /// <summary>One operator's presence this moment; <see cref="Presence.Offline"/> for somebody the server does not know.</summary>
    Task<Presence> ReadPresenceAsync(OperatorId id, CancellationToken cancellationToken);
}
