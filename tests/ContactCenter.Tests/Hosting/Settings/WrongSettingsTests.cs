using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>A wrong or unknown setting keeps the server from starting, and the person who installs it learns why.</summary>
public class WrongSettingsTests
{
    private const string _dayRule = "be closed, or times such as 09:00-12:00, 13:00-17:00, one after the other from 00:00 to 24:00";
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
    [InlineData("Routing:Strategy=Fastest", "be one of LongestIdle, RoundRobin, FewestCalls, Random")]
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
    [InlineData("Storage:KeepDecisions=00:59:00", "be from 01:00:00 to 365.00:00:00")]
    [InlineData("TrueConf:MaxConferences=-1", "be from 0 to 100000")]
    [InlineData("Routing:Class=10", "be from 0 to 9")]
    [InlineData("Routing:HeadStart=-00:00:01", "be from 00:00:00 to 1.00:00:00")]
    [InlineData("Routing:RingWidth=21", "be from 1 to 20")]
    [InlineData("Routing:RingWidthGrowsAfter=00:05:01", "be from 00:00:00 to 00:05:00")]
    [InlineData("Routing:PreferredFor=00:11:00", "be from 00:00:00 to 00:10:00")]
    [InlineData("Routing:WrapUp=01:00:01", "be from 00:00:00 to 01:00:00")]
    [InlineData("Routing:CoolDown=01:00:01", "be from 00:00:00 to 01:00:00")]
    [InlineData("Routing:PauseAfterMissed=101", "be from 0 to 100")]
    [InlineData("Routing:WhenNobody=Leave", "be one of Wait, Refuse")]
    [InlineData("Queues:sales:MaxOffers=0", "be from 1 to 1000")]
    [InlineData("Routing:Skills:billing=6", "be from 1 to 5")]
    [InlineData("Routing:Skills:billing=good", "be a whole number")]
    [InlineData("Queues:sales:Skills:billing=0", "be from 1 to 5")]
    [InlineData("Queues:sales:SkillAttributes:0=", "have 1 to 64 characters")]
    [InlineData("Operators:Skills:anna:billing=6", "be from 1 to 5")]
    [InlineData("Operators:GroupSkills:Germans:german=much", "be a whole number")]
    [InlineData("Routing:Hours:TimeZone=Europe/Nowhere", "be a time zone that this machine knows, such as Europe/Berlin")]
    [InlineData("Routing:Hours:Week:Monday=9-17", _dayRule)]
    [InlineData("Routing:Hours:Week:Monday=", _dayRule)]
    [InlineData("Routing:Hours:Week:Monday=22:00-06:00", _dayRule)]
    [InlineData("Routing:Hours:Week:Monday=09:00-24:01", _dayRule)]
    [InlineData("Routing:Hours:Week:Monday=09:00-12:60", _dayRule)]
    [InlineData("Routing:Hours:Week:Monday=09:00-12:00, 11:00-17:00", _dayRule)]
    [InlineData("Routing:Hours:Week:Monday=13:00-17:00, 09:00-12:00", _dayRule)]
    [InlineData("Queues:sales:Hours:Exceptions:2026-12-24=half a day", _dayRule)]
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
    [InlineData("Queues:support:Grup=Support", "Queues:support:Grup is not a known setting; is Queues:support:Group meant?")]
    [InlineData("Queues:support:Hours:Zone=UTC", "Queues:support:Hours:Zone is not a known setting.")]
    [InlineData("Queues:support=x", "Queues:support is a section; it must hold keys.")]
    [InlineData("Queues=x", "Queues is a section; it must hold keys.")]
    [InlineData("Routing:Skills=x", "Routing:Skills is a single value; it must hold keys.")]
    [InlineData("Routing:Ladder=x", "Routing:Ladder is a single value; it must hold keys.")]
    [InlineData("Routing:Hours=x", "Routing:Hours is a single value; it must hold keys.")]
    [InlineData("Routing:Hours:TimeZne=UTC", "Routing:Hours:TimeZne is not a known setting; is Routing:Hours:TimeZone meant?")]
    [InlineData("Routing:Skills:billing:level=2", "Routing:Skills:billing holds keys; it must be a single value.")]
    [InlineData("Routing:Ladder:first:After=00:00:10", "Routing:Ladder:first is not an item of a list; items are numbered from 0 on.")]
    [InlineData("Operators:Skill:anna:billing=2", "Operators:Skill is not a known setting; is Operators:Skills meant?")]
    [InlineData("Operators:Skills:anna=2", "Operators:Skills:anna is a single value; it must hold keys.")]
    [InlineData("TrueConf:MaxConference=5", "TrueConf:MaxConference is not a known setting; is TrueConf:MaxConferences meant?")]
    [InlineData("TrueConf:ClientSecrett=hush", "TrueConf:ClientSecrett is not a known setting; is TrueConf:ClientSecret meant?")]
    [InlineData("Storage:KeepNames=1.00:00:00", "Storage:KeepNames is not a known setting.")]
    [InlineData("Hosting:MasterKey=hush", "Hosting:MasterKey is not a known setting.")]
    [InlineData("ConnectionStrings:ContactCentre=Data Source=x", "ConnectionStrings:ContactCentre is not a known setting; is ConnectionStrings:ContactCenter meant?")]
    public async Task An_unknown_key_is_refused_without_its_value(string setting, string sentence)
    {
        Assert.Equal([sentence], await Refusals.OfAsync(setting));
    }

    [Theory]
    [InlineData("Queues:my queue:Title=x", "Queues:my queue has a wrong name; it must have 1 to 50 letters, digits, dashes or underscores.")]
    [InlineData("Routing:Skills:a,b=2", "Routing:Skills:a,b has a wrong name; it must be a skill, of 1 to 64 characters without a comma.")]
    [InlineData("Operators:Skills:anna:a,b=2", "Operators:Skills:anna:a,b has a wrong name; it must be a skill, of 1 to 64 characters without a comma.")]
    [InlineData("Operators:GroupSkills: :german=2", "Operators:GroupSkills:  has a wrong name; it must be a TrueConf group, of 1 to 200 characters.")]
    [InlineData("Routing:Hours:Week:Munday=closed", "Routing:Hours:Week:Munday has a wrong name; it must be a day, Monday to Sunday.")]
    [InlineData("Routing:Hours:Exceptions:24.12.2026=closed", "Routing:Hours:Exceptions:24.12.2026 has a wrong name; it must be a day such as 2026-12-24.")]
    public async Task A_wrong_name_is_refused_with_the_rule_for_names(string setting, string sentence)
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
