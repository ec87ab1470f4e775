using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ContactCenter.Tests.Support;

/// <summary>What a supervisor sees and does; the server needs <see cref="AdminKey"/> in its settings.</summary>
internal sealed partial class ContactCenterApp
{
    /// <summary>A guest who is served, and hangs up at once; gives the operator's first name. The operator's client answers by itself.</summary>
    public async Task<string> ServesAsync(object? body = null)
    {
        using var guest = await GuestCallsAsync(body);
        var connected = await guest.WaitsForAsync("connected");
        await guest.HangsUpAsync();
        await Sandbox.EmptiesAsync();
        return connected.Call.Operator!.Name.Split(' ')[0];
    }

    /// <summary>The user's client is there, and takes every call by itself.</summary>
    public void OperatorTakesCalls(string who)
    {
        Sandbox.OperatorAnswersAfter(who, TimeSpan.Zero);
        Sandbox.OperatorIsOnline(who);
    }

    public Task PausesAsync(string who, string reason) =>
        AdministersAsync(supervisor => supervisor.PutAsJsonAsync(Of(who, "/pause"), new { reason }));

    public Task ResumesAsync(string who) => AdministersAsync(supervisor => supervisor.DeleteAsync(Of(who, "/pause")));

    public Task IsReadyAsync(string who) => AdministersAsync(supervisor => supervisor.PostAsync(Of(who, "/ready"), content: null));

    /// <summary>The operator as the supervisor sees them; null before the group was read.</summary>
    public async Task<JsonElement?> OperatorAsync(string who)
    {
        using var supervisor = Supervisor();
        var all = await supervisor.GetFromJsonAsync<JsonElement>(Of("", ""));
        return all.GetProperty("operators").EnumerateArray().Where(one => one.GetProperty("id").GetString() == who).Select(one => (JsonElement?)one).SingleOrDefault();
    }

    /// <summary>The supervisor sees the operator so.</summary>
    public Task SeesOperatorAsync(string who, string availability) => Eventually.IsTrueAsync(
        $"{who} is {availability}", async () => (await OperatorAsync(who))?.GetProperty("availability").GetString() == availability);

    /// <summary>Why the call waits, and what was decided about it.</summary>
    public async Task<JsonElement> WhyAsync(GuestOnPhone guest)
    {
        using var supervisor = Supervisor();
        return await supervisor.GetFromJsonAsync<JsonElement>(new Uri($"/api/admin/calls/{guest.Id}/explanation", UriKind.Relative));
    }

    /// <summary>The call waits for that reason.</summary>
    public async Task WaitsBecauseAsync(GuestOnPhone guest, string reason)
    {
        string? seen = null;
        await Eventually.IsTrueAsync(
            $"the call waits because of {reason}", async () => (seen = (await WhyAsync(guest)).GetProperty("reason").GetString()) == reason, () => seen);
    }

    private async Task AdministersAsync(Func<HttpClient, Task<HttpResponseMessage>> what)
    {
        using var supervisor = Supervisor();
        using var reply = await what(supervisor);
        Assert.True(reply.StatusCode == HttpStatusCode.NoContent, await reply.Content.ReadAsStringAsync());
    }

    private HttpClient Supervisor()
    {
        var http = Guest();
        http.DefaultRequestHeaders.Add("X-Admin-Key", AdminKey.Value);
        return http;
    }

    private static Uri Of(string who, string path) =>
        new(who.Length == 0 ? "/api/admin/operators" : $"/api/admin/operators/{who}{path}", UriKind.Relative);
}
