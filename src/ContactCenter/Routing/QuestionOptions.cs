using System.Text.RegularExpressions;
using ContactCenter.Hosting.Settings;
using ContactCenter.Operators;

namespace ContactCenter.Routing;

/// <summary>What a guest is asked before the call: one item of the setting <c>Ask</c>.</summary>
internal sealed class QuestionOptions
{
    private const int _most = 3;
    private const int _fewestAnswers = 2;
    private const int _mostAnswers = 10;

    /// <summary>The attribute that is the answer. 1 to 64 characters.</summary>
    [Text(64)]
    public string? Name { get; set; }

    /// <summary>What is asked, for all languages or by language. 1 to 100 characters.</summary>
    [Plain, Languages, Text(100)]
    public Dictionary<string, string> Title { get; set; } = [];

    /// <summary>2 to 10.</summary>
    public List<AnswerOptions> Answers { get; set; } = [];

    public Question ToQuestion() => new(Name!, TextsOf(Title), [.. Answers.Select(answer => answer.ToAnswer())]);

    public static void Check(string path, IReadOnlyList<QuestionOptions> questions, SettingsReport report)
    {
        if (questions.Count > _most)
        {
            report.Refuse(path, $"{path} has {questions.Count} questions; it must have {_most} at most.");
        }

        for (var i = 0; i < questions.Count; i++)
        {
            questions[i].Check($"{path}:{i}", questions.Take(i), report);
        }
    }

    private void Check(string path, IEnumerable<QuestionOptions> before, SettingsReport report)
    {
        CheckName($"{path}:Name", Name, before.Select(one => one.Name), "have 1 to 64 characters", report);
        CheckTexts($"{path}:Title", Title, report);
        if (Answers.Count is < _fewestAnswers or > _mostAnswers)
        {
            report.Refuse($"{path}:Answers", $"{path}:Answers has {Answers.Count} answers; it must have {_fewestAnswers} to {_mostAnswers}.");
        }

        for (var i = 0; i < Answers.Count; i++)
        {
            Answers[i].Check($"{path}:Answers:{i}", Answers.Take(i), report);
        }
    }

    /// <summary>A name that must be there, and no other of the same.</summary>
    internal static void CheckName(string path, string? name, IEnumerable<string?> before, string rule, SettingsReport report)
    {
        if (name is null)
        {
            report.Refuse(path, "", rule);
        }
        else if (before.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            report.Refuse(path, name, "be another than those before");
        }
    }

    internal static void CheckTexts(string path, Dictionary<string, string> texts, SettingsReport report)
    {
        if (texts.Count == 0 && !report.HasRefusedBelow(path))
        {
            report.Refuse(path, "", "be a text of 1 to 100 characters, or one for each language");
        }
    }

    /// <summary>By language in lower case. Whose language has none reads the plain text, else the English one, else the first.</summary>
    internal static Dictionary<string, string> TextsOf(Dictionary<string, string> texts)
    {
        var byLanguage = texts.ToDictionary(text => text.Key.ToLowerInvariant(), text => text.Value);
        byLanguage.TryAdd("", byLanguage.GetValueOrDefault("en") ?? texts.First().Value);
        return byLanguage;
    }
}

/// <summary>One answer of a question.</summary>
internal sealed class AnswerOptions
{
    /// <summary>What becomes the attribute's value. 1 to 100 characters.</summary>
    [Text(100)]
    public string? Value { get; set; }

    /// <summary>What the guest reads, for all languages or by language. 1 to 100 characters.</summary>
    [Plain, Languages, Text(100)]
    public Dictionary<string, string> Text { get; set; } = [];

    /// <summary>Asked of the operator, with levels from 1 to 5. Default: none.</summary>
    [Skill.Names, Between(Skill.LowestLevel, Skill.HighestLevel)]
    public Dictionary<string, int> Skills { get; set; } = [];

    /// <summary>The queue such calls go to. Default: the one that asks.</summary>
    public string? Queue { get; set; }

    public Answer ToAnswer() => new(Value!, QuestionOptions.TextsOf(Text), Skills, string.IsNullOrEmpty(Queue) ? null : QueueSettings.NameOf(Queue));

    public void Check(string path, IEnumerable<AnswerOptions> before, SettingsReport report)
    {
        QuestionOptions.CheckName($"{path}:Value", Value, before.Select(one => one.Value), "have 1 to 100 characters", report);
        QuestionOptions.CheckTexts($"{path}:Text", Text, report);
        if (!string.IsNullOrEmpty(Queue) && !report.NamesOf<QueueOptions>().Contains(Queue, StringComparer.OrdinalIgnoreCase))
        {
            report.Refuse($"{path}:Queue", Queue, "be the name of a queue");
        }
    }
}

/// <summary>Names that are languages.</summary>
internal sealed partial class LanguagesAttribute : NameRuleAttribute
{
    public override string? Broken(string name) => Language().IsMatch(name) ? null : "be a language such as en or pt-BR";

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex Language();
}
