using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ContactCenter.Tests.Support;

/// <summary>Everything a server under test has logged, at any level.</summary>
internal sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    /// <summary>The entries so far, oldest first.</summary>
    public IReadOnlyList<Entry> Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    /// <summary>One entry; <paramref name="Text"/> holds the message and, if there was one, the whole exception.</summary>
    internal sealed record Entry(string Category, LogLevel Level, string Text);

    private sealed class Writer(CapturedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log._entries.Enqueue(new(category, logLevel, $"{formatter(state, exception)} {exception}".TrimEnd()));
    }
}
