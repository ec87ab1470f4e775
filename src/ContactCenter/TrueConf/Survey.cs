using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>What works with TrueConf Server, and what does not, in a sentence for the person who installs the product.</summary>
internal sealed record Survey(bool Works, string Sentence)
{
    /// <summary>
    /// TrueConf Server tells of its guest licence only by the links into a conference, and none is made just to find out.
    /// </summary>
    public const string GuestsUnknown = "whether guests can join (its guest licence) shows with the first call";

    /// <param name="server">Its address.</param>
    /// <param name="groups">The operators' groups, each as it was read.</param>
    /// <param name="guests">What is known of guests; the end of the sentence when all is well.</param>
    public static Survey Of(Uri server, IReadOnlyList<(string Name, RosterWatch Watch)> groups, string guests)
    {
        var name = NameOf(server);
        return groups.Select(group => group.Watch.Trouble).FirstOrDefault(trouble => trouble is not null) switch
        {
            { Failure: TrueConfFailure.Denied } denial => new(false, $"{name} does not let us work. {denial.Message}"),
            { } trouble => new(false, $"{name} (TrueConf:ServerUrl) cannot be used just now; guests wait until it can. {trouble.Message}"),
            null => new(
                groups.All(group => group.Watch.Latest?.Operators.Count > 0),
                $"{name}: token ok, {string.Join(", ", groups.Select(group => SentenceOf(group.Name, group.Watch.Latest?.Operators)))}, {guests}."),
        };
    }

    public static string NameOf(Uri server) => $"TrueConf Server {server.GetLeftPart(UriPartial.Authority)}";

    private static string SentenceOf(string group, IReadOnlyList<Operator>? operators) => operators switch
    {
        null => $"there is no group '{group}' (Routing:Group)",
        { Count: 0 } => $"group '{group}' (Routing:Group) has nobody in it",
        _ => $"group '{group}' has {operators.Count} {(operators.Count == 1 ? "operator" : "operators")} "
            + $"({operators.Count(one => one.Presence != Presence.Offline)} signed in, {operators.Count(one => one.Presence == Presence.Available)} free)",
    };
}
