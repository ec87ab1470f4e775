namespace ContactCenter.Tests.Load;

/// <summary>Whoever measures has the machine to itself.</summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public class OneAtATime;
