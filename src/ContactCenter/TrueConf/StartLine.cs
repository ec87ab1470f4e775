using ContactCenter.Calls;

namespace ContactCenter.TrueConf;

/// <summary>Says once after a start, in one line, what works with TrueConf Server. The start does not wait for it.</summary>
internal sealed partial class StartLine(
    TrueConfSurvey survey, TrueConfCondition condition, ICallCounts counts, ILogger<StartLine> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var found = await survey.LookAsync(await GuestsAsync(stoppingToken), stoppingToken);
            LogFound(found.Sentence);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            LogNotLooked(e);
        }
    }

    /// <summary>
    /// TrueConf Server tells of its guest licence only by the links into a conference, and none is made to find out: only a
    /// conversation that goes on shows it.
    /// </summary>
    private async Task<string> GuestsAsync(CancellationToken stoppingToken)
    {
        if (condition.Report().WithoutGuests)
        {
            return "guests cannot join: look at its guest (WebRTC) licence";
        }

        var now = await counts.CountAsync(stoppingToken);
        return now.Calls.Any(calls => calls is { Key.State: CallState.Connected, Value: > 0 }) ? "guests can join" : TrueConfCheck.GuestsUnknown;
    }

    [LoggerMessage(LogLevel.Information, "{WhatWorks}")]
    private partial void LogFound(string whatWorks);

    [LoggerMessage(LogLevel.Error, "Looking at what works went wrong; the server runs on.")]
    private partial void LogNotLooked(Exception e);
}
