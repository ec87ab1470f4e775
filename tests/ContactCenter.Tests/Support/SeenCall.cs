namespace ContactCenter.Tests.Support;

/// <summary>A call as a guest's program reads it; the names are the wire's.</summary>
internal sealed record SeenCall(
    string Id,
    string Queue,
    string State,
    int? Position,
    int? EstimatedWaitSeconds,
    string? Notice,
    bool Recorded,
    SeenOperator? Operator,
    string? GuestLink,
    string? Outcome,
    DateTimeOffset ArrivedAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? EndedAt,
    string? Token);

internal sealed record SeenOperator(string Name);

internal sealed record SeenEvent(int Sequence, string Type, DateTimeOffset At, SeenCall Call);

internal sealed record SeenEvents(IReadOnlyList<SeenEvent> Events, int Next, SeenCall Call);

internal sealed record SeenLink(string GuestLink, int Leg);

internal sealed record SeenQueue(
    string Queue,
    string Title,
    bool Open,
    string? ClosedBecause,
    DateTimeOffset? OpensAt,
    bool CallSupported,
    int Waiting,
    int? EstimatedWaitSeconds,
    bool Recorded,
    IReadOnlyList<SeenQuestion> Questions);

internal sealed record SeenQuestion(string Name, IReadOnlyDictionary<string, string> Title, IReadOnlyList<SeenAnswer> Answers);

internal sealed record SeenAnswer(string Value, IReadOnlyDictionary<string, string> Text);
