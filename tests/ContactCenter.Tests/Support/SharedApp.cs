namespace ContactCenter.Tests.Support;

/// <summary>One server for all the tests of a class that leave no trace on each other.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    internal ContactCenterApp App { get; private set; } = null!;

    public async Task InitializeAsync() => App = await ContactCenterApp.StartBriskAsync();

    public async Task DisposeAsync() => await App.DisposeAsync();
}
