using ContactCenter.Routing;

namespace ContactCenter.Calls;

/// <summary>What a new call's attributes say to the questions of its queue.</summary>
internal static class Questions
{
    /// <summary>Each attribute that is a question's and none of its answers, with the rule.</summary>
    public static Dictionary<string, string[]> Errors(NewCall wish, QueueSettings queue) =>
        queue.Ask
            .Where(question => SaidTo(question, wish) is { } said && Chosen(question, said) is null)
            .ToDictionary(
                question => $"attributes.{question.Name}",
                question => new[]
                {
                    $"is '{SaidTo(question, wish)}'; it must be one of {string.Join(", ", question.Answers.Select(answer => answer.Value))}.",
                });

    /// <summary>The answers given, in the order of the questions. What is not there was not asked.</summary>
    public static IReadOnlyList<Answer> Answers(NewCall wish, QueueSettings queue) =>
    [
        .. from question in queue.Ask
           let said = SaidTo(question, wish)
           where said is not null
           let answer = Chosen(question, said)
           where answer is not null
           select answer,
    ];

    private static string? SaidTo(Question question, NewCall wish) => wish.Attributes?.GetValueOrDefault(question.Name);

    private static Answer? Chosen(Question question, string said) => question.Answers.FirstOrDefault(answer => answer.Value == said);
}
