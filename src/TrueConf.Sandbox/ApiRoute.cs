namespace TrueConf.Sandbox;

/// <summary>The requests of the API, as faults, latencies and the log name them.</summary>
public enum ApiRoute
{
    Token,
    Groups,
    GroupUsers,
    Users,
    Create,
    List,
    Get,
    Run,
    Stop,
    Delete,
    Participants,
    Clients,
}
