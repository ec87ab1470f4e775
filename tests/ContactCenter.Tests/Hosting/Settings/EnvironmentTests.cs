using ContactCenter.Hosting.Settings;
using ContactCenter.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Hosting.Internal;

namespace ContactCenter.Tests.Hosting.Settings;

/// <summary>The environment belongs to everybody: only what is clearly meant for this server is judged.</summary>
public class EnvironmentTests
{
    [Fact]
    public void Names_of_other_programs_are_left_alone()
    {
        Assert.Empty(Refusals(("PATH", "/bin"), ("ROUTING", "x"), ("STORAGE_PORT", "tcp://10.0.0.1"), ("npm_config__x", "1"), ("Shop__Name", "x")));
    }

    [Fact]
    public void A_misspelt_section_of_ours_is_refused()
    {
        Assert.Equal(["Roting is not a known setting; is Routing meant?"], Refusals(("Roting__Group", "x")));
    }

    [Fact]
    public void A_strange_section_with_a_key_of_ours_is_refused()
    {
        Assert.Equal(["Dispatch is not a known setting."], Refusals(("Dispatch__RingTimeout", "00:00:20")));
    }

    [Fact]
    public void A_misspelt_key_of_ours_is_refused()
    {
        Assert.Equal(["Routing:Grup is not a known setting; is Routing:Group meant?"], Refusals(("Routing__Grup", "x")));
    }

    private static IReadOnlyList<string> Refusals(params (string Name, string Value)[] variables)
    {
        var configuration = new ConfigurationBuilder().Add(new Variables(variables)).Build();
        return SettingsWalk.Report(configuration, new HostingEnvironment(), [new SettingsSection(typeof(RoutingOptions), RoutingOptions.Section)]).Refusals;
    }

    /// <summary>An environment of the test's own: the real one belongs to the whole process.</summary>
    private sealed class Variables((string Name, string Value)[] variables) : EnvironmentVariablesConfigurationProvider, IConfigurationSource
    {
        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override void Load() => Data = variables.ToDictionary(
            variable => variable.Name.Replace("__", ":", StringComparison.Ordinal), variable => (string?)variable.Value, StringComparer.OrdinalIgnoreCase);
    }
}
