namespace ContactCenter.Operators;

/// <summary>Who needs to know the operators: says which groups, how eagerly, and is told of each reading.</summary>
public interface IRosterFollower
{
    /// <summary>The groups to be read, as settings say this moment.</summary>
    IReadOnlyList<FollowedGroup> Groups { get; }

    /// <summary>Told when <see cref="Groups"/> may be others than before.</summary>
    event Action? GroupsChanged;

    /// <summary>Whether any call waits or rings for this group; else it is read at leisure.</summary>
    Task<bool> IsWantedAsync(FollowedGroup group, CancellationToken cancellationToken);

    /// <summary>The group was read, or could not be: see <see cref="OperatorRoster"/>.</summary>
    void RosterRead(FollowedGroup group);
}

/// <summary>A group as settings name it, by display name or id.</summary>
/// <param name="Interval">How often it is read while it is wanted.</param>
/// <param name="TakesCalls">Whether its members are asked; else it only says what they can, and is never wanted.</param>
public sealed record FollowedGroup(string Name, TimeSpan Interval, bool TakesCalls = true);
