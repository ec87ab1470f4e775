namespace ContactCenter.Hosting.Checks;

/// <summary>One thing the server needs, looked at without starting the server; a feature announces its own.</summary>
internal interface IStartCheck
{
    Task<Finding> LookAsync(CancellationToken cancellationToken);
}

/// <summary>What a look found.</summary>
/// <param name="Works">Whether the server would work with it.</param>
/// <param name="Sentence">For the person who installs it; names the setting where something is wrong. No secret is in it.</param>
internal sealed record Finding(bool Works, string Sentence);
