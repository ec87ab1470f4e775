namespace ContactCenter.Routing;

/// <summary>What a guest is asked before the call: a choice among a few answers. What is chosen becomes the call's attribute of that name.</summary>
/// <param name="Name">The attribute.</param>
/// <param name="Title">What is asked, by language; the empty language is for all others.</param>
public sealed record Question(string Name, IReadOnlyDictionary<string, string> Title, IReadOnlyList<Answer> Answers);

/// <summary>One answer, and what it means for the call.</summary>
/// <param name="Value">The attribute's value.</param>
/// <param name="Text">What the guest reads, by language; the empty language is for all others.</param>
/// <param name="Skills">Asked of the operator, with levels.</param>
/// <param name="Queue">The queue such calls go to; null: the one that asked.</param>
public sealed record Answer(
    string Value, IReadOnlyDictionary<string, string> Text, IReadOnlyDictionary<string, int> Skills, string? Queue);
