using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>A queue, as anybody may see it.</summary>
/// <param name="Open">Whether a new call would be taken.</param>
/// <param name="ClosedBecause">Why it would not; null when it would.</param>
/// <param name="OpensAt">While it is closed by its hours: when it opens; null when that is not within a year.</param>
/// <param name="CallSupported">False while nobody could answer before somebody has mended the installation.</param>
/// <param name="EstimatedWaitSeconds">For a call placed now, as <see cref="WaitEstimate"/> says; null when there is no honest figure.</param>
/// <param name="Questions">To be asked before the call; each answer is the attribute of the question's name.</param>
public sealed record QueueView(
    string Queue,
    string Title,
    bool Open,
    ClosedBecause? ClosedBecause,
    DateTimeOffset? OpensAt,
    bool CallSupported,
    int Waiting,
    int? EstimatedWaitSeconds,
    bool Recorded,
    IReadOnlyList<QuestionView> Questions)
{
    internal static QueueView Of(QueueSettings queue, Closure? closure, QueueBoard board) => new(
        queue.Name,
        queue.Title,
        Open: closure is null,
        closure?.Because,
        closure?.OpensAt?.ToUniversalTime(),
        board.IsSupported(queue),
        board.WaitingIn(queue.Name),
        closure is null ? board.EstimateFor(queue) : null,
        queue.Recording,
        [.. queue.Ask.Select(QuestionView.Of)]);
}

/// <summary>A question, with texts by language; the empty language is for all others.</summary>
public sealed record QuestionView(string Name, IReadOnlyDictionary<string, string> Title, IReadOnlyList<AnswerView> Answers)
{
    internal static QuestionView Of(Question question) =>
        new(question.Name, question.Title, [.. question.Answers.Select(answer => new AnswerView(answer.Value, answer.Text))]);
}

public sealed record AnswerView(string Value, IReadOnlyDictionary<string, string> Text);
