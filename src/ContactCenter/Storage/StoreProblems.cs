using ContactCenter.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ContactCenter.Storage;

/// <summary>What is answered while the store is away.</summary>
internal static class StoreProblems
{
    /// <summary>About as long as a database takes to restart, or a node to find its successor.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public static ProblemHttpResult Unavailable() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "store-unavailable", "The server cannot reach its database just now; try again in a moment.");
}
