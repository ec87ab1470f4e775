using Microsoft.Extensions.Logging;

namespace ContactCenter.Simulation.Laws;

/// <summary>Hears what the product tells as an error: only the world's own faults may be behind it.</summary>
internal sealed class WatchfulLogger<T>(Lawbook laws) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        laws.WentWrong(exception);
}
