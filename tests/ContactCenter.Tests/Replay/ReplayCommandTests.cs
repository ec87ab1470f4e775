using ContactCenter.Replay;

namespace ContactCenter.Tests.Replay;

/// <summary>What a command line asks of a replay.</summary>
public class ReplayCommandTests
{
    [Fact]
    public void The_settings_then_are_those_without_what_the_command_line_says_of_routing()
    {
        string[] args =
        [
            "--replay", "--environment=Production", "--Routing:Strategy=Random", "--routing:RingWidth", "2", "/Queues:sales:Class=3",
            "Operators:Skills:anna:de=5", "--Storage:Provider=Sqlite",
        ];

        Assert.True(ReplayCommand.IsAskedFor(args));
        Assert.Equal(["--environment=Production", "--Storage:Provider=Sqlite"], ReplayCommand.Before(args));
        Assert.Equal(args[1..], ReplayCommand.Without(args));
    }
}
