using ContactCenter.Calls;
using ContactCenter.Routing;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.TrueConf;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.People;

/// <summary>A guest with a browser: places a call, follows it from any node, goes into the conversation, leaves in some way.</summary>
internal sealed class SimGuest(Town town, int number, GuestPlan plan, Chance chance)
{
    private readonly List<Exchange> _open = [];
    private readonly string _name = $"guest{number}";
    private int _received;
    private int _leg;
    private int _page;
    private Conference? _conference;

    public CallId? Call { get; private set; }

    /// <summary>Has a page open and wants to be served.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Has been told that the call ended.</summary>
    public bool KnowsTheEnd { get; private set; }

    private QueueSettings Queue => town.Queues.Find(plan.Queue)!;

    /// <summary>Why the guest must count as present: what has been open for a while at a node that is alive.</summary>
    public string? WhyPresent(long before) => _open
        .Where(one => one is { IsOver: false, Present: { } present } && present.At < before
            && one.Node.Process.Runs && town.Store.State.IsAlive(present.As))
        .Select(one => $"has been at {one.Node.Process.Name} since {one.Present!.Value.At / 1e7:F3}").FirstOrDefault();

    public void Calls()
    {
        if (!IsThere && Call is null)
        {
            IsThere = true;
            town.Say(_name, $"calls queue {plan.Queue}");
            Place();
        }
    }

    /// <summary>The page goes and comes back: at another node, from where it was or from the beginning.</summary>
    public void Reloads()
    {
        if (IsThere && Call is not null)
        {
            town.Say(_name, "reloads the page");
            Disconnect();
            LeaveSeat(TimeSpan.FromSeconds(10));
            Later(0.2, 3, ComeBack);
        }
    }

    public void Vanishes(double backAfter)
    {
        if (!IsThere)
        {
            return;
        }

        town.Say(_name, "vanishes");
        IsThere = false;
        Disconnect();
        LeaveSeat(TimeSpan.FromSeconds(10));
        if (backAfter >= 0)
        {
            var page = _page;
            town.Agenda.In(TimeSpan.FromSeconds(backAfter), () =>
            {
                if (page == _page && !KnowsTheEnd && !IsThere)
                {
                    town.Say(_name, "comes back");
                    IsThere = true;
                    ComeBack();
                }
            });
        }
    }

    public void HangsUp()
    {
        if (IsThere)
        {
            town.Say(_name, "hangs up");
            Disconnect();
            LeaveSeat(default);
            IsThere = false;
            SayGoodbye();
        }
    }

    /// <summary>Asks for a fresh link, as after a reload in the conversation.</summary>
    public void Rejoins()
    {
        if (!IsThere || Call is not { } id || _leg == 0)
        {
            return;
        }

        LeaveSeat(TimeSpan.FromSeconds(1));
        Ask(
            async exchange =>
            {
                await exchange.Node.Presence.SeenAsync(id, exchange.Gone);
                var joined = await exchange.Node.Switchboard.JoinAsync(id, exchange.Gone);
                exchange.Finish(() =>
                {
                    if (joined is not null)
                    {
                        GoIn(joined.GuestLink!, joined.Leg);
                    }
                });
            },
            () => { });
    }

    /// <summary>Something happened to the conference in which the guest is.</summary>
    public void Notice(Conference conference)
    {
        if (_conference == conference && !conference.Running)
        {
            _conference = null;
            Later(0.05, 0.5, () => ClosePage(_leg));
        }
    }

    private void Place() => Ask(
        async exchange =>
        {
            var wish = new NewCall(Guest: new NewGuest(_name, plan.Person), Skills: plan.Skills, PreferredOperator: plan.Prefers);
            var key = new IdempotencyKey(_name, "the same");
            var placement = await exchange.Node.Switchboard.PlaceAsync(wish, Queue, key, exchange.Gone);
            var call = placement switch
            {
                Placement.Placed placed => placed.Call,
                Placement.Repeated repeated => repeated.Call,
                _ => null,
            };
            if (call is not null)
            {
                await exchange.Node.Presence.SeenAsync(call.Id, exchange.Gone);
            }

            exchange.Finish(() => Placed(call));
        },
        () => Later(0.3, 2, Place));

    private void Placed(Call? call)
    {
        if (call is null)
        {
            IsThere = false;
            return;
        }

        Call = call.Id;
        town.Accepted(call.Id, this);
        town.Say(_name, $"is accepted as call {call.Id}");
        Follow();
    }

    private void ComeBack()
    {
        if (Call is null)
        {
            Place();
            return;
        }

        if (chance.Hits(0.4))
        {
            _received = 0;
        }

        Follow();
        if (_leg > 0 && chance.Hits(0.8))
        {
            Later(0.1, 1, Rejoins);
        }
    }

    private void Follow()
    {
        if (!IsThere || KnowsTheEnd || Call is not { } id)
        {
            return;
        }

        if (plan.Polls)
        {
            Ask(exchange => PollAsync(exchange, id), () => Later(0.3, 2, Follow), patience: 40);
        }
        else
        {
            Ask(exchange => StreamAsync(exchange, id), () => Later(0.3, 2, Follow), patience: double.PositiveInfinity);
        }
    }

    private async Task StreamAsync(Exchange exchange, CallId id)
    {
        var node = exchange.Node;
        using var untilStop = CancellationTokenSource.CreateLinkedTokenSource(exchange.Gone, node.Stopping);
        using var stay = await node.Presence.OpenAsync(id, exchange.Gone);
        exchange.Present = (town.Agenda.Now, node.Node.Present.Id);
        town.Say(_name, $"has a stream at {node.Process.Name} from {_received}");
        await foreach (var message in node.Feed.FollowAsync(id, _received, untilStop.Token))
        {
            if (message.Event is { } happened)
            {
                exchange.Tell(() => Receive(happened));
            }
        }

        exchange.Finish(Follow);
    }

    private async Task PollAsync(Exchange exchange, CallId id)
    {
        var node = exchange.Node;
        var after = _received;
        await node.Presence.SeenAsync(id, exchange.Gone);
        _ = await node.Feed.LastAsync(id, exchange.Gone);
        using var stay = await node.Presence.OpenAsync(id, exchange.Gone);
        exchange.Present = (town.Agenda.Now, node.Node.Present.Id);
        town.Say(_name, $"has a poll at {node.Process.Name} from {after}");
        var events = await node.Feed.PollAsync(id, after, chance.Seconds(2, 25), node.Stopping, exchange.Gone);
        _ = await node.Switchboard.FindAsync(id, exchange.Gone);
        exchange.Finish(() =>
        {
            foreach (var happened in events)
            {
                Receive(happened);
            }

            Later(0.01, 0.3, Follow);
        });
    }

    private void Receive(RecordedEvent happened)
    {
        town.Say(_name, $"is told {happened.Sequence} {happened.Type} {happened.Call.Outcome}");
        if (happened.Sequence != _received + 1 || KnowsTheEnd)
        {
            town.Laws.Break(Law.Feed, $"{_name} was told {happened.Sequence} {happened.Type} after {_received}{(KnowsTheEnd ? " ended" : "")}");
        }

        _received = happened.Sequence;
        switch (happened.Type)
        {
            case CallState.Connected when _leg == 0:
                GoIn(happened.Call.GuestLink!, leg: 1);
                break;
            case CallState.Ended:
                KnowsTheEnd = true;
                IsThere = false;
                LeaveSeat(default);
                break;
        }
    }

    /// <summary>The browser opens the link; after the conversation the guest leaves.</summary>
    private void GoIn(string link, int leg)
    {
        _leg = leg;
        if (plan.Talks < 0)
        {
            return;
        }

        Later(0.1, 1.5, () =>
        {
            var conference = town.Server.Find(new Conferences.ConferenceId(link[(link.LastIndexOf('/') + 1)..]));
            if (conference is not { Running: true, Guest: null } || leg != _leg)
            {
                return;
            }

            (conference.Guest, _conference) = (this, conference);
            conference.Seated(town.Agenda.Now);
            town.Say(_name, $"is in conference {conference.Id}");
            Later(plan.Talks, plan.Talks + 0.1, () =>
            {
                if (_conference == conference)
                {
                    Leave(leg);
                }
            });
        });
    }

    private void Leave(int leg)
    {
        switch (plan.Leaves)
        {
            case Leaving.HangsUp:
                HangsUp();
                break;
            case Leaving.ClosesPage:
                LeaveSeat(default);
                ClosePage(leg);
                break;
            case Leaving.Vanishes:
                Vanishes(backAfter: -1);
                break;
        }
    }

    private void ClosePage(int leg)
    {
        if (Call is { } id && IsThere)
        {
            Ask(
                async exchange =>
                {
                    await exchange.Node.Presence.SeenAsync(id, exchange.Gone);
                    await exchange.Node.Switchboard.PageClosedAsync(id, leg, refused: false, exchange.Gone);
                    exchange.Finish(() => { });
                },
                () => Later(0.3, 2, () => ClosePage(leg)));
        }
    }

    /// <summary>Said once as the page closes, or until it was heard.</summary>
    private void SayGoodbye()
    {
        if (Call is { } id)
        {
            Ask(
                async exchange =>
                {
                    await exchange.Node.Presence.SeenAsync(id, exchange.Gone);
                    await exchange.Node.Switchboard.HangUpAsync(id, exchange.Gone);
                    exchange.Finish(() => { });
                },
                () =>
                {
                    if (chance.Hits(0.7))
                    {
                        Later(0.3, 2, SayGoodbye);
                    }
                },
                evenIfGone: true);
        }
    }

    private void Ask(Func<Exchange, Task> handler, Action failed, double patience = 8, bool evenIfGone = false)
    {
        if (!IsThere && !evenIfGone)
        {
            return;
        }

        if (town.AnyNode(chance) is not { } node)
        {
            Later(0.05, 0.5, failed);
            return;
        }

        Exchange? exchange = null;
        exchange = new Exchange(town, node, chance, () =>
        {
            _open.Remove(exchange!);
            failed();
        });
        _open.RemoveAll(one => one.IsOver);
        _open.Add(exchange);
        exchange.Serve(handler);
        Watch(exchange, failed, patience);
    }

    /// <summary>A line that is silent for too long is given up, and another node is tried.</summary>
    private void Watch(Exchange exchange, Action failed, double patience)
    {
        const double look = 7;
        town.Agenda.In(TimeSpan.FromSeconds(Math.Min(look, patience)), () =>
        {
            if (exchange.IsOver)
            {
                return;
            }

            if (patience <= look || exchange.Node.Process.IsFrozen)
            {
                exchange.Abort(default);
                failed();
                return;
            }

            Watch(exchange, failed, patience - look);
        });
    }

    private void Disconnect()
    {
        _page++;
        foreach (var exchange in _open.Where(one => !one.IsOver).ToList())
        {
            exchange.Abort(chance.Hits(0.8) ? chance.Seconds(0.001, 0.05) : chance.Seconds(1, 12));
        }

        _open.Clear();
    }

    private void LeaveSeat(TimeSpan linger)
    {
        if (_conference is { } conference)
        {
            _conference = null;
            town.Agenda.In(linger, () => town.Server.Leave(conference, this));
        }
    }

    private void Later(double from, double to, Action act)
    {
        var page = _page;
        town.Agenda.In(chance.Seconds(from, to), () =>
        {
            if (page == _page)
            {
                act();
            }
        });
    }
}
