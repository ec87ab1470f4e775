using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.TrueConf;

/// <summary>Values that tests ask with.</summary>
internal static class Some
{
    public static readonly GroupId Group = new("0000002");
    public static readonly OperatorId Anna = new("anna");
    public static readonly ConferenceId Conference = new("5576502892");
    public static readonly LedgerId Ledger = new(Guid.Parse("0197d2f0-0000-7000-8000-000000000001"));

    public static ConferencePlan Plan(LedgerId? ledger = null, string @operator = "anna") => new(
        ledger ?? Ledger, new OperatorId(@operator), "Ivan - default", Recording: false, new Dictionary<string, bool> { ["chat_send"] = true });

    /// <summary>Every request that the product makes, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<TrueConfClient, CancellationToken, Task>> Requests =
        new Dictionary<string, Func<TrueConfClient, CancellationToken, Task>>
        {
            ["groups"] = (client, token) => client.Directory.FindGroupAsync("Operators", token),
            ["members"] = (client, token) => client.Directory.ReadGroupAsync(Group, token),
            ["user"] = (client, token) => client.Directory.ReadPresenceAsync(Anna, token),
            ["create"] = (client, token) => client.Conferences.CreateAsync(Plan(), token),
            ["list"] = (client, token) => client.Conferences.ListAsync(token),
            ["run"] = (client, token) => client.Conferences.RunAsync(Conference, token),
            ["stop"] = (client, token) => client.Conferences.StopAsync(Conference, token),
            ["delete"] = (client, token) => client.Conferences.DeleteAsync(Conference, token),
            ["participants"] = (client, token) => client.Conferences.WhoIsThereAsync(Conference, Anna, token),
            ["clients"] = (client, token) => client.Conferences.GuestLinkAsync(Conference, "Ivan the Terrible", token),
        };

    public static TheoryData<string> AllRequests => [.. Requests.Keys];

    /// <summary>The exception with which a request fails.</summary>
    public static async Task<TrueConfException> FailureAsync(TrueConfClient client, string request) =>
        await Assert.ThrowsAsync<TrueConfException>(() => Requests[request](client, CancellationToken.None)).WithTimeout($"{request} fails");
}
