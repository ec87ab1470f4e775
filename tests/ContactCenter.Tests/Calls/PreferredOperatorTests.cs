using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Calls;

/// <summary>Guests who are brought back to whom they spoke to before, or to whom the site names.</summary>
public class PreferredOperatorTests
{
    private static readonly object _maria = new { guest = new { email = "maria@example.com" } };

    [Fact]
    public async Task A_guest_who_calls_again_comes_to_the_same_operator_although_another_has_been_idle_for_longer()
    {
        await using var app = await StartAsync("00:00:20");

        Assert.Equal("Boris", await app.ServesAsync(new { guest = new { email = " Maria@Example.com" } }));
        Assert.Equal("Anna", await app.ServesAsync());
    }

    [Fact]
    public async Task An_operator_who_is_busy_is_waited_for_only_so_long()
    {
        await using var app = await StartAsync("00:00:30");
        app.Sandbox.OperatorIsBusy("boris");
        await app.SeesOperatorAsync("boris", "busy");
        using var guest = await app.GuestCallsAsync(_maria);

        Assert.Equal("Anna Kowalska", (await guest.WaitsForAsync("connected")).Call.Operator!.Name);
        Assert.True(guest.Events[1].At - guest.Placed.ArrivedAt >= TimeSpan.FromSeconds(30), "Boris was not waited for.");
    }

    [Fact]
    public async Task Nobody_is_waited_for_who_signs_out_and_others_are_served_meanwhile()
    {
        await using var app = await StartAsync("00:09:00");
        app.Sandbox.OperatorIsBusy("boris");
        await app.SeesOperatorAsync("boris", "busy");
        using var guest = await app.GuestCallsAsync(_maria);
        Assert.Equal("Anna", await app.ServesAsync());
        Assert.Equal(["waiting"], guest.Events.Select(one => one.Type));

        app.Sandbox.OperatorSignsOut("boris");

        Assert.Equal("Anna Kowalska", (await guest.WaitsForAsync("connected")).Call.Operator!.Name);
        Assert.True(guest.Events[1].At - guest.Placed.ArrivedAt < TimeSpan.FromMinutes(9), "Boris was waited for.");
    }

    [Fact]
    public async Task The_site_may_name_the_operator()
    {
        await using var app = await StartAsync("00:00:20");
        app.OperatorTakesCalls("clara");
        await app.SeesOperatorAsync("clara", "free");

        Assert.Equal("Clara", await app.ServesAsync(new { preferredOperator = "Clara@video.example.com" }));
    }

    /// <summary>Maria has spoken to Boris, and Anna has been there ever since.</summary>
    private static async Task<ContactCenterApp> StartAsync(string preferredFor)
    {
        var app = await ContactCenterApp.StartFastForwardAsync(ContactCenterApp.AdminKey, ("Routing:PreferredFor", preferredFor));
        app.OperatorTakesCalls("boris");
        Assert.Equal("Boris", await app.ServesAsync(_maria));
        app.OperatorTakesCalls("anna");
        using var anybody = await app.GuestCallsAsync(new { skills = new { nobodyHas = 1 } });
        await app.SeesOperatorAsync("anna", "free");
        await app.SeesOperatorAsync("boris", "free");
        await anybody.HangsUpAsync();
        return app;
    }
}
