using ContactCenter.Calls;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ContactCenter.Storage.Sqlite;

/// <summary>One match in a SQLite file.</summary>
internal static class SqliteMatching
{
    /// <summary>Whether anything could come of it, without a writer's turn.</summary>
    public static bool IsWorthwhile(SqliteConnection connection, IMatch match, DateTimeOffset now) =>
        match.Begin(MatchReading.Facts(connection, match, now))
        && MatchReading.FindsAny(connection, match.Searches(MatchReading.Kinds(connection, match.Queues)));

    public static IReadOnlyList<CallChange> Match(SqliteConnection connection, IMatch match, DateTimeOffset now)
    {
        if (!match.Begin(MatchReading.Facts(connection, match, now)))
        {
            return [];
        }

        var waiting = MatchReading.Find(connection, match.Searches(MatchReading.Kinds(connection, match.Queues)));
        return waiting.Count == 0 ? [] : [.. match.Choose(waiting).Where(chosen => Write(connection, chosen)).Select(chosen => chosen.Change)];
    }

    private static bool Write(SqliteConnection connection, MatchedCall chosen)
    {
        if (CallWriting.Apply(connection, chosen.Change, claimant: null) != Written.Done)
        {
            return false;
        }

        connection.Execute($"{DecisionRow.Insert}; {DecisionRow.MoveCursor}", DecisionRow.Of(chosen));
        return true;
    }
}
