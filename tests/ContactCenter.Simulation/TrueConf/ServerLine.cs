using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.TrueConf;

/// <summary>One process's way to TrueConf Server, with everything that can happen to a request.</summary>
internal sealed class ServerLine(ModelServer server, Process process, StoreState store, Chance chance) : IConferenceServer, IOperatorDirectory
{
    private readonly Dictionary<OperatorId, PresenceRead> _reads = [];

    public int? MostConferences => server.MostConferences;

    public TimeSpan LongestRequest => server.LongestRequest;

    private Agenda Agenda => server.Agenda;

    public async Task<ConferenceId> CreateAsync(ConferencePlan plan, CancellationToken cancellationToken)
    {
        server.Laws.Requests.Create(process, plan.Ledger);
        var created = Ask(Route.Create, $"create {plan.Ledger}", cancellationToken, () => Create(plan), server.NoSuchId);
        if (!store.Plants.CreateRepeated)
        {
            return await created;
        }

        try
        {
            return await created;
        }
        catch (TrueConfException e) when (e.OutcomeUnknown)
        {
            server.Laws.Requests.Create(process, plan.Ledger);
            return await Ask(Route.Create, $"create {plan.Ledger}", cancellationToken, () => Create(plan), server.NoSuchId);
        }
    }

    public Task RunAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        var run = server.Laws.Requests.Run(process, id, server.Find(id) is { } known ? _reads.GetValueOrDefault(known.Owner) : null);
        return Ask(
            Route.Run,
            $"run {id}",
            cancellationToken,
            () =>
            {
                var conference = Known(id, $"run {id}");
                if (!conference.Running && server.IsUsedUp)
                {
                    server.Refusals++;
                    throw new TrueConfException(TrueConfFailure.Refused, "the licence allows no more conferences");
                }

                server.Laws.Requests.RunArrived(run, conference, server.Devices[conference.Owner]);
                server.Run(conference);
                return true;
            },
            () => true);
    }

    public Task<bool> StopAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        server.Laws.Requests.Touched(process, "stop", server.Find(id));
        return Ask(
            Route.Stop,
            $"stop {id}",
            cancellationToken,
            () =>
            {
                if (server.Find(id) is { } conference)
                {
                    server.Stop(conference, $"asked by {process.Name}");
                    return true;
                }

                return false;
            },
            () => true);
    }

    public Task DeleteAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        server.Laws.Requests.Touched(process, "delete", server.Find(id));
        return Ask(
            Route.Delete,
            $"delete {id}",
            cancellationToken,
            () =>
            {
                if (server.DeleteRefused)
                {
                    throw new TrueConfException(TrueConfFailure.Refused, "not now");
                }

                if (server.Find(id) is { } conference)
                {
                    server.Delete(conference, $"asked by {process.Name}");
                }

                return true;
            },
            () => true);
    }

    public Task<Attendance> WhoIsThereAsync(ConferenceId id, OperatorId expected, CancellationToken cancellationToken) => Ask(
        Route.Participants,
        null,
        cancellationToken,
        () => server.Find(id) is { } conference
            ? conference.Running ? conference.AttendanceAt(Agenda.Now - server.SeatLag.Ticks) : Attendance.Nobody
            : Attendance.Nobody);

    public Task<ListedConference?> FindAsync(LedgerId id, CancellationToken cancellationToken) => Ask(
        Route.List,
        $"find {id}",
        cancellationToken,
        () => Listed().Where(one => one.Installation == NodesLine.Ours && one.Ledger == id).OrderByDescending(one => one.Running).FirstOrDefault());

    public Task<IReadOnlyList<ListedConference>> ListAsync(CancellationToken cancellationToken) => Ask<IReadOnlyList<ListedConference>>(
        Route.List,
        "list",
        cancellationToken,
        () => [.. Listed().Select(one => store.Plants.TagCheckDropped ? one with { Installation = NodesLine.Ours } : one)]);

    public Task<Uri?> GuestLinkAsync(ConferenceId id, string guestName, CancellationToken cancellationToken) => Ask<Uri?>(
        Route.Link, null, cancellationToken, () => Known(id, $"link {id}") is { } known ? new Uri($"https://video/{known.Id}") : null);

    public Task<GroupId?> FindGroupAsync(string nameOrId, CancellationToken cancellationToken) => Ask<GroupId?>(
        Route.Group, null, cancellationToken, () => server.Groups.ContainsKey(nameOrId) ? new GroupId(nameOrId) : null);

    public Task<IReadOnlyList<Operator>> ReadGroupAsync(GroupId group, CancellationToken cancellationToken) => Ask<IReadOnlyList<Operator>>(
        Route.Group,
        null,
        cancellationToken,
        () => [.. server.Groups[group.Value].Select(id => server.Devices[id])
            .Select(device => new Operator(device.Id, device.Name, device.PresenceAt(Agenda.Now - server.StatusLag.Ticks)))]);

    public Task<Presence> ReadPresenceAsync(OperatorId id, CancellationToken cancellationToken) => Ask(
        Route.User,
        null,
        cancellationToken,
        () =>
        {
            var moment = Agenda.Now - server.StatusLag.Ticks;
            var presence = server.Devices[id].PresenceAt(moment);
            _reads[id] = new PresenceRead(presence, moment, Agenda.Now);
            return presence;
        });

    private ConferenceId Create(ConferencePlan plan) => server.Create(plan.Ledger, NodesLine.Ours, plan.Operator).Id;

    private Conference Known(ConferenceId id, string asked) =>
        server.Find(id) ?? throw new TrueConfException(TrueConfFailure.NotFound, $"{asked}: 404");

    private IEnumerable<ListedConference> Listed()
    {
        var moment = Agenda.Now - server.ListLag.Ticks;
        return server.Conferences.Where(one => one.WasListedAt(moment)).Select(one => new ListedConference(
            one.Id, one.WasRunningAt(moment), one.Installation, server.TagsIgnored || server.TagsLost ? null : one.Ledger));
    }

    /// <param name="told">What goes into the history; null for what is asked every second.</param>
    /// <param name="pretence">What the server says when it does as if; null when nothing is changed by the request.</param>
    private Task<T> Ask<T>(Route route, string? told, CancellationToken cancellationToken, Func<T> effect, Func<T>? pretence = null)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (told is not null)
        {
            server.History?.Say(process.Name, $"asks: {told}");
        }

        var request = new Request<T>(this, Draw(route), told, cancellationToken, effect, pretence);
        request.Send();
        return request.Answer;
    }

    private FaultKind? Draw(Route route)
    {
        if (server.IsDown)
        {
            return chance.Hits(0.5) ? FaultKind.NotSent : chance.Hits(0.5) ? FaultKind.UnknownBefore : FaultKind.Hang;
        }

        foreach (var fault in server.Faults)
        {
            if (fault.Until > Agenda.Now && (fault.Routes & route) != 0 && chance.Hits(fault.Probability))
            {
                return fault.Kind;
            }
        }

        return null;
    }

    private sealed class Request<T>(
        ServerLine line, FaultKind? fault, string? told, CancellationToken cancellationToken, Func<T> effect, Func<T>? pretence)
    {
        private readonly TaskCompletionSource<T> _answer = new();
        private CancellationTokenRegistration _givingUp;

        public Task<T> Answer => _answer.Task;

        private ModelServer Server => line.Server;

        public void Send()
        {
            if (cancellationToken.CanBeCanceled)
            {
                _givingUp = cancellationToken.UnsafeRegister(_ => GiveUp(), null);
            }

            var chance = line.Chance;
            var way = chance.Seconds(0.001, chance.Hits(0.03) ? 0.4 : 0.02);
            var timeout = Server.RequestTimeout;
            switch (fault)
            {
                case FaultKind.NotSent:
                    Fail(TrueConfFailure.NotSent, chance.Hits(0.7) ? way : timeout);
                    break;
                case FaultKind.Refused:
                    Fail(TrueConfFailure.Refused, 2 * way);
                    break;
                case FaultKind.Denied:
                    Fail(TrueConfFailure.Denied, 2 * way);
                    break;
                case FaultKind.NotFound:
                    Fail(TrueConfFailure.NotFound, 2 * way);
                    break;
                case FaultKind.UnknownBefore:
                    Fail(TrueConfFailure.Unknown, 2 * way);
                    break;
                case FaultKind.UnknownAfter:
                    Apply(way, answered: false);
                    Fail(TrueConfFailure.Unknown, way + chance.Seconds(0.001, 0.05));
                    break;
                case FaultKind.Hang:
                    Fail(TrueConfFailure.Unknown, pretence is null ? Server.LongestRequest : timeout);
                    break;
                case FaultKind.AppliedLate:
                    Apply(chance.Seconds(0.1, Server.LongestRequest.TotalSeconds * 0.98), answered: false);
                    Fail(TrueConfFailure.Unknown, timeout);
                    break;
                case FaultKind.NotApplied when pretence is not null:
                    Server.Agenda.In(2 * way, () => Finish(() => _answer.TrySetResult(pretence())), line.Process);
                    break;
                case FaultKind.Slow:
                    Apply(chance.Seconds(0.3, timeout.TotalSeconds * 0.95), answered: true);
                    break;
                default:
                    Apply(way, answered: true);
                    break;
            }
        }

        /// <summary>Whoever asked no longer waits for it; what is on its way goes on.</summary>
        private void GiveUp() => line.Process.Post(_ => _answer.TrySetCanceled(cancellationToken), null);

        private void Apply(TimeSpan after, bool answered)
        {
            Server.OnTheWay++;
            Server.Agenda.In(after, () =>
            {
                Server.OnTheWay--;
                if (line.Process.IsDead && line.Chance.Hits(0.3))
                {
                    return;
                }

                var back = line.Chance.Seconds(0.001, 0.01);
                try
                {
                    var result = effect();
                    if (answered)
                    {
                        Server.Agenda.In(back, () => Finish(() => _answer.TrySetResult(result)), line.Process);
                    }
                }
                catch (TrueConfException refusal)
                {
                    if (answered)
                    {
                        Fail(refusal.Failure, back);
                    }
                }
            });
        }

        private void Fail(TrueConfFailure failure, TimeSpan after) => Server.Agenda.In(
            after,
            () => Finish(() =>
            {
                if (told is not null)
                {
                    Server.History?.Say(line.Process.Name, $"is told: {told}: {failure}");
                }

                return _answer.TrySetException(new TrueConfException(failure, $"{told}: {failure}"));
            }),
            line.Process);

        private void Finish(Func<bool> finish)
        {
            _givingUp.Dispose();
            finish();
        }
    }

    private ModelServer Server => server;

    private Chance Chance => chance;

    private Process Process => process;
}

/// <summary>What a process was told of an operator's presence: when that was so, and when it was told.</summary>
internal sealed record PresenceRead(Presence Presence, long Moment, long ReadAt);
