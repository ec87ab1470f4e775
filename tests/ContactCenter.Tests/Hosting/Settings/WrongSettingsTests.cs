using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>A wrong or unknown setting keeps the server from starting, and the person who installs it learns why.</summary>
public class WrongSettingsTests
{
    private const string _time = "it must be a time such as 00:00:20 (hours:minutes:seconds).";

    [Theory]
    [InlineData("Routing:RosterInterval=00:00:00.1", "be from 00:00:00.2000000 to 00:01:00")]
    [InlineData("Routing:RosterInterval=00:01:01", "be from 00:00:00.2000000 to 00:01:00")]
    [InlineData("Routing:RetryDelay=00:00:00", "be from 00:00:00.1000000 to 00:10:00")]
    [InlineData("Routing:MaxSearches=-1", "be from 0 to 1000000")]
    [InlineData("Routing:MaxWait=00:00:00", "be from 00:00:01 to 1.00:00:00")]
    [InlineData("Routing:RingTimeout=00:00:01", "be from 00:00:03 to 00:05:00")]
    [InlineData("Routing:RingTimeout=00:05:01", "be from 00:00:03 to 00:05:00")]
    [InlineData("Routing:MaxOffers=0", "be from 1 to 1000")]
    [InlineData("Routing:GuestGrace=00:00:01", "be from 00:00:02 to 00:10:00")]
    [InlineData("Routing:SoloLimit=00:11:00", "be from 00:00:05 to 00:10:00")]
    [InlineData("Routing:MaxCall=00:00:00", "be from 00:00:01 to 1.00:00:00")]
    [InlineData("Routing:QueueLimit=0", "be from 1 to 1000000")]
    [InlineData("Routing:Group=", "have 1 to 200 characters")]
    [InlineData("Routing:Strategy=Fastest", "be one of LongestIdle, Random")]
    [InlineData("Routing:Topic={caller}", "have 1 to 240 characters and no placeholders but {guest} and {queue}")]
    [InlineData("Routing:Topic={guest", "have 1 to 240 characters and no placeholders but {guest} and {queue}")]
    [InlineData("Queues:default:RingTimeout=00:00:01", "be from 00:00:03 to 00:05:00")]
    [InlineData("Queues:default:Title=", "have 1 to 100 characters")]
    [InlineData("TrueConf:ServerUrl=http://video.example.com", "be an https address without a path, such as https://video.example.com (http only to this machine)")]
    [InlineData("TrueConf:ServerUrl=https://video.example.com/api", "be an https address without a path, such as https://video.example.com (http only to this machine)")]
    [InlineData("TrueConf:ServerUrl=video.example.com", "be an https address without a path, such as https://video.example.com (http only to this machine)")]
    [InlineData("TrueConf:ApiVersion=v4", "be v3 or v3.N, such as v3.11")]
    [InlineData("TrueConf:CaCertificate=missing.pem", "be a file that can be read and holds certificates in PEM")]
    [InlineData("TrueConf:CaCertificate=README.md", "be a file that can be read and holds certificates in PEM")]
    [InlineData("TrueConf:RequestTimeout=00:00:00", "be from 00:00:01 to 00:01:00")]
    [InlineData("TrueConf:Tag=a:b", "have 1 to 64 letters, digits, dots, dashes or underscores")]
    [InlineData("Sandbox:Enabled=yes", "be true or false")]
    [InlineData("Sandbox:Url=http://0.0.0.0:5090", "be an http address on this machine, such as http://127.0.0.1:5090")]
    [InlineData("Storage:Provider=Oracle", "be one of Sqlite, Postgres")]
    [InlineData("ConnectionStrings:ContactCenter=", "have 1 to 2000 characters")]
    [InlineData("Widget:AllowedSites:0=https://shop.example.com/", "be an origin such as https://shop.example.com, without a path (http only for this machine)")]
    [InlineData("Widget:AllowedSites:0=http://shop.example.com", "be an origin such as https://shop.example.com, without a path (http only for this machine)")]
    [InlineData("Widget:AllowedSites:0=*", "be an origin such as https://shop.example.com, without a path (http only for this machine)")]
    [InlineData("RateLimit:CallsPerMinute=-1", "be from 0 to 1000000")]
    [InlineData("RateLimit:CallsPerMinute=many", "be a whole number")]
    [InlineData("Hosting:KnownProxies:0=proxy.local", "be an address such as 10.0.0.7 or a network such as 10.0.0.0/8")]
    [InlineData("Routing:GuestRights:chat_send=maybe", "be true or false")]
    public async Task A_wrong_value_is_refused_with_key_value_and_rule(string setting, string rule)
    {
        var (key, value) = (setting.Split('=')[0], setting.Split('=')[1]);

        Assert.Equal([$"{key} is {(value.Length == 0 ? "empty" : value)}; it must {rule}."], await Refusals.OfAsync(setting));
    }

    [Theory]
    [InlineData("20")]
    [InlineData("00:20")]
    [InlineData("20s")]
    public async Task A_time_that_could_be_misread_is_refused(string time)
    {
        Assert.Equal([$"Routing:RingTimeout is {time}; {_time}"], await Refusals.OfAsync($"Routing:RingTimeout={time}"));
    }

    [Theory]
    [InlineData("Routing:RingTimout=00:00:20", "Routing:RingTimout is not a known setting; is Routing:RingTimeout meant?")]
    [InlineData("Routng:RingTimeout=00:00:20", "Routng is not a known setting; is Routing meant?")]
    [InlineData("Shop:Name=x", "Shop is not a known setting.")]
    [InlineData("Routing=x", "Routing is a section; it must hold keys.")]
    [InlineData("Routing:Group:Name=x", "Routing:Group holds keys; it must be a single value.")]
    [InlineData("Routing:Title=x", "Routing:Title is not a known setting.")]
    [InlineData("Queues:support:Group=Support", "Queues:support is not a known setting.")]
    [InlineData("TrueConf:MaxConferences=5", "TrueConf:MaxConferences is not a known setting.")]
    [InlineData("TrueConf:ClientSecrett=hush", "TrueConf:ClientSecrett is not a known setting; is TrueConf:ClientSecret meant?")]
    [InlineData("Storage:KeepNames=1.00:00:00", "Storage:KeepNames is not a known setting.")]
    [InlineData("Hosting:MasterKey=hush", "Hosting:MasterKey is not a known setting.")]
    [InlineData("ConnectionStrings:ContactCentre=Data Source=x", "ConnectionStrings:ContactCentre is not a known setting; is ConnectionStrings:ContactCenter meant?")]
    public async Task An_unknown_key_is_refused_without_its_value(string setting, string sentence)
    {
        Assert.Equal([sentence], await Refusals.OfAsync(setting));
    }

    [Fact]
    public async Task An_unknown_guest_right_is_refused_with_the_names_there_are()
    {
        var refusal = Assert.Single(await Refusals.OfAsync("Routing:GuestRights:fly=true"));

        Assert.StartsWith("Routing:GuestRights:fly is not known; the names are chat_send, chat_rcv,", refusal, StringComparison.Ordinal);
        Assert.Equal(14, refusal.Split(',').Length);
    }

    [Fact]
    public async Task Everything_wrong_is_named_at_once()
    {
        var refusals = await Refusals.OfAsync(
            "Routing:RingTimeout=00:00:01", "Routing:MaxOffers=none", "Queues:default:QueueLimit=0", "Shop:Name=x", "Widget:Sites=x",
            "TrueConf:ServerUrl=ftp://x", "TrueConf:ClientId=", "TrueConf:ClientSecret=");

        Assert.Equal(
        [
            "Queues:default:QueueLimit", "Routing:MaxOffers", "Routing:RingTimeout", "Shop",
            "TrueConf:ClientId", "TrueConf:ClientSecret", "TrueConf:ServerUrl", "Widget:Sites",
        ], refusals.Select(sentence => sentence.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Outside_development_a_server_without_TrueConf_does_not_start()
    {
        Assert.Equal(
            ["TrueConf:ServerUrl is empty; it must be the address of TrueConf Server, unless Sandbox:Enabled is true."],
            await Refusals.OfAsync("Sandbox:Enabled=false"));
    }

    [Fact]
    public async Task In_development_the_sandbox_takes_its_place()
    {
        await using var app = Program.Build([$"--contentRoot={Repository.Root}", "--environment=Development"]);
    }

    [Fact]
    public async Task A_TrueConf_server_needs_the_application_too()
    {
        Assert.Equal(
        [
            "TrueConf:ClientId is empty; it must be that of the OAuth2 application, since TrueConf:ServerUrl is set.",
            "TrueConf:ClientSecret is empty; it must be that of the OAuth2 application, since TrueConf:ServerUrl is set.",
        ], await Refusals.OfAsync("TrueConf:ServerUrl=https://video.example.com", "TrueConf:ClientId=", "TrueConf:ClientSecret="));
    }
}
