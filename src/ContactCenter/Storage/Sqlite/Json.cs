using System.Text.Json;

namespace ContactCenter.Storage.Sqlite;

/// <summary>Lists as one parameter, for <c>json_each</c>: a statement stays the same however many there are.</summary>
internal static class Json
{
    public static string Of<T>(IEnumerable<T> names) => JsonSerializer.Serialize(names.Select(name => name!.ToString()));
}
