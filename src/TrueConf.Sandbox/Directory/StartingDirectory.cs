namespace TrueConf.Sandbox.Directory;

/// <summary>Who is there when the sandbox starts: a small company in which not everybody takes calls.</summary>
internal static class StartingDirectory
{
    public const string Operators = "0000002";

    public static IReadOnlyList<Group> Groups { get; } =
    [
        new("0000001", "Accounting"),
        new(Operators, "Operators"),
        new("0000003", "Management"),
        new(Group.None, "Users without group"),
    ];

    public static IReadOnlyList<User> Users(DateTimeOffset now) =>
    [
        new("anna", "Anna Kowalska", [Operators], now),
        new("boris", "Boris Lindqvist", [Operators], now),
        new("clara", "Clara Moreau", [Operators], now),
        new("dmitri", "Dmitri Sokolov", [Operators, "0000003"], now),
        new("elena", "Elena Rossi", ["0000001"], now),
        new("frank", "Frank Adeyemi", [], now),
    ];
}
