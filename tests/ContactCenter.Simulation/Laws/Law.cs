namespace ContactCenter.Simulation.Laws;

/// <summary>The laws, by the names under which their breaking is told.</summary>
internal static class Law
{
    public const string OneLiveOffer = "at most one live offer per operator";
    public const string OneRing = "never two conferences ring one operator's devices at once";
    public const string OneAccepted = "at most one accepted offer per call";
    public const string RungWhileFree = "never rung while not free at the moment of asking";
    public const string RunByHolder = "only who holds the lease asks for a conference";
    public const string Fence = "what was found out in a step is written by who has it in hand";
    public const string NothingUndone = "a change is made upon the call as it is";
    public const string Claims = "nothing is taken from the hands of a node that is alive";
    public const string CreateOnce = "create is sent once for one ledger id";
    public const string OthersUntouched = "conferences of others are never touched";
    public const string NotApart = "a free operator and a waiting guest do not stay apart";
    public const string Order = "who came first is offered first";
    public const string Age = "age and rank are kept";
    public const string Skills = "nobody is offered a call for which they lack the skills that its step asks for";
    public const string OwnTime = "nobody is offered a call in a wrap-up, pause, cool-down or rest";
    public const string Held = "a call that is held for somebody rings nowhere else";
    public const string Width = "a call rings at no more operators at once than it may";
    public const string Licence = "no more conferences than are allowed";
    public const string Refused = "what the server has refused is not tried again while that is known, and then once at a time";
    public const string BackAgain = "signing in again ends an automatic pause";
    public const string Deadline = "every call that has not ended has a deadline that somebody meets";
    public const string NotLost = "a call that was accepted is never lost";
    public const string NothingLeft = "what has ended leaves no conference behind";
    public const string Drained = "once the faults are over, everything comes to its end";
    public const string Count = "offered = answered + abandoned + unanswered + failed + still in the system";
    public const string Feed = "the feed has no gap and no repetition, and ends with ended";
    public const string Present = "a guest who is present is not ended as abandoned";
    public const string Grace = "a guest who went keeps the place for the whole grace";
    public const string Foreseen = "nothing goes wrong inside but what the world's faults explain";
    public const string OneThread = "nothing leaves the thread";

    public static readonly string[] All =
    [
        OneLiveOffer, OneRing, OneAccepted, RungWhileFree, RunByHolder, Fence, NothingUndone, Claims, CreateOnce, OthersUntouched, NotApart,
        Order, Age, Skills, OwnTime, Held, Width, Licence, Refused, BackAgain, Deadline, NotLost, NothingLeft, Drained, Count, Feed, Present, Grace, Foreseen, OneThread,
    ];
}

/// <summary>A law that was broken: which, when and how.</summary>
internal sealed record Broken(string Law, double At, string How);
