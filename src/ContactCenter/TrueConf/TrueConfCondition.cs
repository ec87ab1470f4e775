using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>How TrueConf Server is doing, by what its last answers said.</summary>
internal sealed partial class TrueConfCondition(TimeProvider clock, ILogger<TrueConfCondition> logger)
{
    /// <summary>A person who must act is told at once, and then so often.</summary>
    public static readonly TimeSpan ErrorInterval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _missingScopes = [];
    private string? _distrust;
    private string? _trouble;
    private bool _breakerOpen;
    private bool _withoutGuests;
    private DateTimeOffset _nextError;

    /// <summary>It is there and lets us do what this scope is for.</summary>
    public void Answered(string scope)
    {
        lock (_lock)
        {
            _trouble = _distrust = null;
            _missingScopes.Remove(scope);
        }
    }

    /// <summary>It knows us, and does not let us do what this scope is for.</summary>
    public void Forbidden(string scope, string message)
    {
        lock (_lock)
        {
            _trouble = _distrust = null;
            _missingScopes[scope] = message;
            TellSomebody_NeedsLock(message);
        }
    }

    /// <summary>It does not know us, we do not trust it, or it did not answer well.</summary>
    public void Failed(TrueConfException failure)
    {
        if (failure.Failure != TrueConfFailure.Denied)
        {
            Unreachable(failure.Message);
            return;
        }

        lock (_lock)
        {
            _distrust = failure.Message;
            TellSomebody_NeedsLock(failure.Message);
        }
    }

    public void Unreachable(string message)
    {
        lock (_lock)
        {
            _trouble = message;
        }
    }

    public void BreakerOpened()
    {
        lock (_lock)
        {
            _breakerOpen = true;
        }

        LogBreakerOpened();
    }

    public void BreakerClosed()
    {
        lock (_lock)
        {
            _breakerOpen = false;
        }

        LogBreakerClosed();
    }

    /// <summary>Whether it offered a guest a way into a conference.</summary>
    public void OfferedToGuest(bool webClient)
    {
        lock (_lock)
        {
            if (!webClient && !_withoutGuests)
            {
                LogNoWebClient();
            }

            _withoutGuests = !webClient;
        }
    }

    public TrueConfReport Report()
    {
        lock (_lock)
        {
            return new TrueConfReport(
                [.. _missingScopes.Values.Prepend(_distrust).OfType<string>()], _breakerOpen, _trouble, _withoutGuests);
        }
    }

    private void TellSomebody_NeedsLock(string message)
    {
        if (clock.GetUtcNow() is var now && now >= _nextError)
        {
            _nextError = now + ErrorInterval;
            LogDenied(message);
        }
    }

    [LoggerMessage(LogLevel.Error, "TrueConf Server does not let us work. {Cause}")]
    private partial void LogDenied(string cause);

    [LoggerMessage(LogLevel.Warning, "TrueConf Server keeps failing; it is left alone for a few seconds. Guests wait.")]
    private partial void LogBreakerOpened();

    [LoggerMessage(LogLevel.Information, "TrueConf Server answers again.")]
    private partial void LogBreakerClosed();

    [LoggerMessage(LogLevel.Warning, "TrueConf Server offers guests no web client: look at its guest (WebRTC) licence.")]
    private partial void LogNoWebClient();
}

/// <summary>What is wrong with TrueConf Server; nothing, if all is empty.</summary>
/// <param name="Denials">Why it does not let us work, each a sentence that names the setting or the scope.</param>
/// <param name="Trouble">What became of the last request, if it was not answered well.</param>
internal sealed record TrueConfReport(IReadOnlyList<string> Denials, bool BreakerOpen, string? Trouble, bool WithoutGuests);
