namespace TrueConf.Sandbox.Directory;

/// <summary>What a user without a person in front of the screen does when it rings.</summary>
internal sealed record Behaviour
{
    /// <summary>Answers so long after it began to ring; null leaves it ringing.</summary>
    public TimeSpan? AutoAnswer { get; init; }

    /// <summary>Declines so long after it began to ring; goes before answering.</summary>
    public TimeSpan? DeclineAfter { get; init; }

    /// <summary>Hangs up so long after answering.</summary>
    public TimeSpan? HangUpAfter { get; init; }

    /// <summary>Neither answers nor declines by itself, whatever the rest says.</summary>
    public bool Ignore { get; init; }
}
