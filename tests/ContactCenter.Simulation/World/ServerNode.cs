using ContactCenter.Calls;
using ContactCenter.Conferences;
using ContactCenter.Hosting.Nodes;
using ContactCenter.Operators;
using ContactCenter.Routing;
using ContactCenter.Simulation.Laws;
using ContactCenter.Simulation.Store;
using ContactCenter.Simulation.TrueConf;
using Microsoft.Extensions.Hosting;

namespace ContactCenter.Simulation.World;

/// <summary>One run of the server: the product's own parts, put together as <c>Program</c> does, upon the modelled world.</summary>
internal sealed class ServerNode
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IHostedService> _services;

    public ServerNode(Process process, TimeProvider clock, StoreLine line, ModelServer trueConf, QueueBook queues, OperatorsOptions operators, Func<string, Chance> chance)
    {
        var calls = new CallStoreLine(line);
        var ledger = new LedgerLine(line);
        var nodes = new NodesLine(line, process);
        var server = new ServerLine(trueConf, process, line.State, chance("trueconf"));
        var identities = new SeededIdentities(chance("ids"));
        line.Store.Listen(process, nodes.Hear);

        Process = process;
        Node = new Node(nodes, identities, clock, Log<Node>());
        var signals = new CallSignals();
        Recorder = new CallRecorder(calls, queues, signals, clock, Log<CallRecorder>());
        var roster = new OperatorRoster();
        var skills = new OperatorSkills(operators, roster);
        var matching = new Matching(
        [
            new LongestIdleStrategy(),
            new RoundRobinStrategy(),
            new FewestCallsStrategy(),
            new RandomStrategy(new Random((int)chance("strategy").Next())),
        ]);
        Operators = new OperatorLine(line);
        Clock = clock;
        var moves = new OperatorMoves(calls, Operators, Recorder, clock);
        var lost = new LostQueues(calls, Recorder, queues, clock);
        var matchmaker = new Matchmaker(
            calls, Recorder, identities, roster, skills, queues, matching, moves, lost, server, clock, Log<Matchmaker>());
        var refresher = new RosterRefresher(server, roster, matchmaker, nodes, nodes, nodes, Node, clock, Log<RosterRefresher>());
        var inHand = new ConferencesInHand();
        var remover = new ConferenceRemover(ledger, server, inHand, nodes, Node, clock, Log<ConferenceRemover>());
        var janitor = new Janitor(ledger, server, nodes, nodes, Node, clock, Log<Janitor>());
        var ringer = new OfferRinger(server, server, ledger, calls, clock, Log<OfferRinger>());
        var board = new QueueBoard(calls, Recorder, matchmaker, roster, queues, new WaitPace(calls, Operators, clock), clock, Log<QueueBoard>());
        var nextQueue = new NextQueue(queues, board, clock);
        var taker = new StepTaker(ringer, server, inHand, roster, nextQueue, clock, Log<StepTaker>());
        var dispatcher = new CallDispatcher(calls, new CallSteps(calls, taker, Recorder, clock), Recorder, Node, clock, Log<CallDispatcher>());
        var stranded = new StrandedGuests(calls, Recorder, nodes, Node, clock);
        Presence = new GuestPresence(calls, Recorder, stranded, Node, clock, Log<GuestPresence>());
        Feed = new CallFeed(calls, signals, board, clock);
        var watch = new FeedWatch(calls, signals, clock, Log<FeedWatch>());
        var reception = new Reception(calls, new GuestKeys(nodes), board, roster, queues, clock);
        Switchboard = new Switchboard(calls, reception, queues, Recorder, server, Presence, Node, identities, clock, Log<Switchboard>());
        var link = new ConferenceLink(Recorder, remover, matchmaker);
        var news = new NodeNews(nodes, signals, board, roster, matchmaker, clock, Log<NodeNews>());

        WatchfulLogger<T> Log<T>() => new(line.Store.Laws);

        // As in production: the node first in and last out, then feature by feature.
        _services = [Node, refresher, remover, janitor, Presence, matchmaker, board, watch, dispatcher, link, news];
    }

    public Process Process { get; }
    public Node Node { get; }
    public TimeProvider Clock { get; }
    public CallRecorder Recorder { get; }
    public IOperatorStore Operators { get; }
    public GuestPresence Presence { get; }
    public CallFeed Feed { get; }
    public Switchboard Switchboard { get; }

    /// <summary>Told to whoever has a stream open that the server stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Whether guests get in.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Guests' requests that are being served; they break off when the process ends.</summary>
    public HashSet<object> Serving { get; } = [];

    /// <param name="failed">The store was not there: a server that cannot start ends, and somebody starts it again.</param>
    public void Start(Action failed) => Process.Begin(() => _ = StartAsync(failed));

    /// <summary>No new work, steps in hand finished, streams closed.</summary>
    public void Stop(Action stopped) => Process.Begin(() => _ = StopAsync(stopped));

    private async Task StartAsync(Action failed)
    {
        try
        {
            foreach (var service in _services)
            {
                await service.StartAsync(CancellationToken.None);
            }

            IsOpen = true;
        }
        catch (StoreAwayException)
        {
            failed();
        }
    }

    private async Task StopAsync(Action stopped)
    {
        IsOpen = false;
        _stopping.Cancel();
        foreach (var service in Enumerable.Reverse(_services))
        {
            await service.StopAsync(CancellationToken.None);
        }

        stopped();
    }
}
