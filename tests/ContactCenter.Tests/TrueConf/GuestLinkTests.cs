using ContactCenter.Conferences;
using ContactCenter.TrueConf;

namespace ContactCenter.Tests.TrueConf;

/// <summary>How a guest is named to TrueConf Server, and the link that is chosen.</summary>
public class GuestLinkTests
{
    [Theory]
    [InlineData("Ivan", "2$ivan_557*Ivan")]
    [InlineData("  Ann-Marie O'Neil ", "2$ann_marie_oneil_557*Ann-Marie O'Neil")]
    [InlineData("Иван Ёжик", "2$ivan_ezhik_557*Иван Ёжик")]
    [InlineData("李小龍", "2$guest_557*李小龍")]
    [InlineData("", "2$guest_557*Guest")]
    [InlineData(" * \n", "2$guest_557*Guest")]
    [InlineData("a*b$c#d&e", "2$abcde_557*ab$c#d&e")]
    public void A_guest_is_named_in_TrueConfs_form(string name, string user)
    {
        Assert.Equal(user, GuestLinks.UserOf(name, new ConferenceId("557")));
    }

    [Fact]
    public void Long_names_are_cut_between_characters()
    {
        var user = GuestLinks.UserOf(string.Concat(Enumerable.Repeat("😀щ", 200)), new ConferenceId("557"));

        var (login, name) = (user[2..user.IndexOf('*', StringComparison.Ordinal)], user[(user.IndexOf('*', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(100, login.Length);
        Assert.EndsWith("_557", login, StringComparison.Ordinal);
        Assert.Equal(100, name.EnumerateRunes().Count());
        Assert.DoesNotContain('\uFFFD', name.EnumerateRunes().Select(rune => (char)Math.Min(rune.Value, char.MaxValue)));
    }

    [Theory]
    [InlineData("web webrtc https://v/webrtc-widget/1#t; web webrtc https://v/webrtc/1#t", "https://v/webrtc/1#t")]
    [InlineData("web webrtc https://v/webrtc-widget/1#t", "https://v/webrtc-widget/1#t")]
    [InlineData("- webrtc https://v/webrtc/1#old", "https://v/webrtc/1#old")]
    [InlineData("standalone webrtc https://v/webrtc/1; web windows https://v/webrtc/1", null)]
    [InlineData("web webrtc -; web webrtc /webrtc/1; web webrtc javascript:alert(1); web webrtc ftp://v/webrtc/1", null)]
    [InlineData("web webrtc -; web webrtc http://v/webrtc/2#t", "http://v/webrtc/2#t")]
    public void The_link_is_the_browsers_and_the_full_page_comes_first(string clients, string? chosen)
    {
        var offered = from client in clients.Split("; ")
                      let parts = client.Split(' ').Select(part => part == "-" ? null : part).ToArray()
                      select new SoftwareClient(parts[0], parts[1], parts[2]);

        Assert.Equal(chosen, GuestLinks.Choose(offered.Prepend(null))?.OriginalString);
    }

    [Fact]
    public async Task The_request_names_conference_and_guest()
    {
        await using var server = await StubServer.StartAsync(200, """{"clients":[]}""");
        await using var client = new TrueConfClient(server.Url);

        Assert.Null(await client.Conferences.GuestLinkAsync(Some.Conference, "Иван & Co", default));

        Assert.Equal("?call_id=5576502892&user=2$ivan__co_5576502892*Иван & Co", Uri.UnescapeDataString(Assert.Single(server.Requests).Query).Replace('+', ' '));
    }
}
