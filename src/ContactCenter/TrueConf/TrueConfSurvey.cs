using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.TrueConf;

/// <summary>Asks TrueConf Server once for what every call needs of it, and says in a sentence what works.</summary>
internal sealed class TrueConfSurvey(TrueConfAddress address, IOperatorDirectory directory, QueueBook queues)
{
    /// <param name="guests">What is known of guests, the end of the sentence when all is well.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async Task<Survey> LookAsync(string guests, CancellationToken cancellationToken)
    {
        var server = $"TrueConf Server {address.Url.GetLeftPart(UriPartial.Authority)}";
        try
        {
            var groups = new List<GroupFound>();
            foreach (var name in queues.All.Select(queue => queue.Group).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                groups.Add(await FindAsync(name, cancellationToken));
            }

            var operators = groups.SelectMany(group => group.Operators ?? []).ToList();
            return new Survey(
                groups.TrueForAll(group => group.Operators is { Count: > 0 }),
                $"{server}: token ok, {string.Join(", ", groups.Select(SentenceOf))}, {guests}.",
                operators.Count > 0 ? operators[0].Id : null);
        }
        catch (TrueConfException trouble) when (trouble.Failure == TrueConfFailure.Denied)
        {
            return new Survey(false, $"{server} does not let us work. {trouble.Message}", Somebody: null);
        }
        catch (TrueConfException trouble)
        {
            return new Survey(false, $"{server} (TrueConf:ServerUrl) cannot be used just now; guests wait until it can. {trouble.Message}", Somebody: null);
        }
    }

    private async Task<GroupFound> FindAsync(string name, CancellationToken cancellationToken) =>
        new(name, await directory.FindGroupAsync(name, cancellationToken) is { } id ? await directory.ReadGroupAsync(id, cancellationToken) : null);

    private static string SentenceOf(GroupFound group) => group.Operators switch
    {
        null => $"there is no group '{group.Name}' (Routing:Group)",
        { Count: 0 } => $"group '{group.Name}' (Routing:Group) has nobody in it",
        var all => $"group '{group.Name}' has {all.Count} {(all.Count == 1 ? "operator" : "operators")} "
            + $"({all.Count(one => one.Presence != Presence.Offline)} signed in, {all.Count(one => one.Presence == Presence.Available)} free)",
    };

    private sealed record GroupFound(string Name, IReadOnlyList<Operator>? Operators);
}

/// <summary>What a look at TrueConf Server found.</summary>
/// <param name="Somebody">Any of the operators; null when none was found.</param>
internal sealed record Survey(bool Works, string Sentence, OperatorId? Somebody);
