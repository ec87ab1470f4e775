using ContactCenter.Routing;
using ContactCenter.Tests.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace ContactCenter.Tests.Routing;

/// <summary>A queue's own settings win over those of Routing, key by key.</summary>
public class QueueBookTests
{
    [Fact]
    public async Task A_queue_without_settings_of_its_own_has_those_of_Routing()
    {
        var queue = await DefaultAsync("Routing:RingTimeout=00:00:25", "Routing:Group=Sales");

        Assert.Equal((TimeSpan.FromSeconds(25), "Sales", "default"), (queue.RingTimeout, queue.Group, queue.Title));
        Assert.Equal(14, queue.GuestRights.Count(right => right.Value));
    }

    [Fact]
    public async Task What_a_queue_says_itself_wins()
    {
        var queue = await DefaultAsync(
            "Routing:RingTimeout=00:00:25", "Routing:MaxOffers=4", "Routing:GuestRights:recording=false",
            "Queues:default:RingTimeout=00:00:15", "Queues:default:Title=Sales", "Queues:default:GuestRights:chat_send=false");

        Assert.Equal((TimeSpan.FromSeconds(15), 4, "Sales"), (queue.RingTimeout, queue.MaxOffers, queue.Title));
        Assert.Equal(["chat_send", "recording"], queue.GuestRights.Where(right => !right.Value).Select(right => right.Key).Order());
    }

    [Fact]
    public async Task Queues_are_found_by_name_without_case()
    {
        await using var app = Refusals.Build();
        var book = app.Services.GetRequiredService<QueueBook>();

        Assert.Same(book.All.Single(), book.Find("Default"));
        Assert.Null(book.Find("sales"));
    }

    private static async Task<QueueSettings> DefaultAsync(params string[] settings)
    {
        await using var app = Refusals.Build(settings);
        return app.Services.GetRequiredService<QueueBook>().All.Single();
    }
}
