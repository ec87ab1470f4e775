using TrueConf.Sandbox.Directory;

namespace TrueConf.Sandbox;

/// <summary>What people and the world do to the server; for tests in the same process. An unknown user is an error at once.</summary>
public sealed partial class SandboxServer
{
    /// <summary>Everything that can be otherwise: <c>server.Settings = server.Settings with { … }</c>.</summary>
    public SandboxSettings Settings
    {
        get => _switchboard.Settings;
        set => _switchboard.Settings = value;
    }

    /// <summary>Every conference there is, in the order of creation.</summary>
    public IReadOnlyList<SandboxConference> Conferences => _switchboard.WithConferences(SwitchViews.Of);

    /// <summary>What happened so far, oldest first; the last 200,000 entries.</summary>
    public IReadOnlyList<LogEntry> Log => _log.After(0);

    public IReadOnlyList<LogEntry> LogAfter(long number) => _log.After(number);

    /// <summary>Adds an operator, signed out.</summary>
    public void AddOperator(string id, string name) => AddUser(id, name, StartingDirectory.Operators);

    public void AddUser(string id, string name, params string[] groups) => Must(_switchboard.AddUser(id, name, groups), $"There is a user '{id}' already.");

    public void OperatorIsOnline(string id) => Must(_switchboard.SetPresence(id, Presence.Online), NoUser(id));

    public void OperatorIsBusy(string id) => Must(_switchboard.SetPresence(id, Presence.Busy), NoUser(id));

    public void OperatorSignsOut(string id) => Must(_switchboard.SetPresence(id, Presence.Offline), NoUser(id));

    /// <summary>Takes the call that rings now.</summary>
    public void OperatorAnswers(string id) => Must(_switchboard.Answer(id), $"Nothing rings for '{id}', or its conference is full.");

    /// <summary>Refuses the call that rings now.</summary>
    public void OperatorDeclines(string id) => Must(_switchboard.Decline(id), $"Nothing rings for '{id}'.");

    /// <summary>Ends the conversation the operator is in.</summary>
    public void OperatorHangsUp(string id) => Must(_switchboard.HangUp(id), $"'{id}' is in no conference.");

    /// <summary>From the next ring on answers by itself; null stops that.</summary>
    public void OperatorAnswersAfter(string id, TimeSpan? delay) => Must(_switchboard.Behave(id, b => b with { AutoAnswer = delay }), NoUser(id));

    /// <summary>From the next ring on declines by itself; null stops that.</summary>
    public void OperatorDeclinesAfter(string id, TimeSpan? delay) => Must(_switchboard.Behave(id, b => b with { DeclineAfter = delay }), NoUser(id));

    /// <summary>From the next answer on hangs up by itself; null stops that.</summary>
    public void OperatorHangsUpAfter(string id, TimeSpan? length) => Must(_switchboard.Behave(id, b => b with { HangUpAfter = length }), NoUser(id));

    /// <summary>Lets the API report this number whatever is so; null ends that.</summary>
    public void ForceStatus(string id, int? status) => Must(_switchboard.ForceStatus(id, status), NoUser(id));

    /// <summary>A guest without a page goes through a link; the answer is the participant's id.</summary>
    public string GuestJoins(string guestLink)
    {
        var (conference, token) = Live.GuestUrl.Parse(guestLink);
        var admission = _switchboard.Admit(conference, token, line: null, out var seat);
        return seat ?? throw new InvalidOperationException($"The guest was not let in: {admission}.");
    }

    /// <summary>The guest hangs up.</summary>
    public void GuestLeaves(string seat) => Must(_switchboard.GuestLeaves(seat), $"'{seat}' is in no conference.");

    /// <summary>The guest is gone without a word and stays a participant for <see cref="SandboxSettings.GuestLinger"/>.</summary>
    public void GuestVanishes(string seat) => Must(_switchboard.GuestVanishes(seat), $"'{seat}' is in no conference, or has a page.");

    /// <summary>The conference is gone without anybody having asked for it.</summary>
    public void ConferenceVanishes(string id) => Must(_switchboard.Vanish(id), $"There is no conference '{id}'.");

    /// <summary>Cuts every connection, that is what an outage looks like.</summary>
    public void GoesDown() => Settings = Settings with { Down = true };

    public void ComesUp() => Settings = Settings with { Down = false };

    /// <summary>What ran has stopped, everybody is offline, no access token is good any more. It is up all the time: see <see cref="GoesDown"/>.</summary>
    /// <param name="everybodyBackAfter">When the users' clients are back; null leaves them away.</param>
    public void Restarts(TimeSpan? everybodyBackAfter = null)
    {
        _tokens.ForgetAll();
        _switchboard.Restart(everybodyBackAfter);
    }

    /// <summary>Lets the next requests of a route go wrong; without a count all of them until cleared.</summary>
    public void Fault(ApiRoute route, FaultKind kind, int? count = null, int status = 500) => _faults.Add(new(route, kind, status, count));

    /// <summary>The faults no request has used up yet.</summary>
    public IReadOnlyList<Fault> FaultsInForce => _faults.InForce;

    /// <summary>What still has to go wrong.</summary>
    public IReadOnlyList<Fault> Faults => _faults.InForce;

    public void ClearFaults(ApiRoute? route = null) => _faults.Clear(route);

    public void Latency(ApiRoute route, TimeSpan latency) =>
        Settings = Settings with { Latency = new Dictionary<ApiRoute, TimeSpan>(Settings.Latency) { [route] = latency } };

    /// <summary>Every access token given so far is refused.</summary>
    public void ForgetTokens() => _tokens.ForgetAll();

    /// <summary>As a server just started.</summary>
    public void Reset()
    {
        _faults.Clear();
        _tokens.ForgetAll();
        _switchboard.Reset();
        _log.Clear();
    }

    private static string NoUser(string id) => $"There is no user '{id}'.";

    private static void Must(bool done, string otherwise)
    {
        if (!done)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
