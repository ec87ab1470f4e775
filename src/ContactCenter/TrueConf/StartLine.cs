using ContactCenter.Calls;
using ContactCenter.Hosting;
using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>Says once after a start, in one line, what works with TrueConf Server. The start does not wait for it, and nothing is asked for it.</summary>
internal sealed partial class StartLine(
    TrueConfAddress address,
    TrueConfCondition condition,
    OperatorRoster roster,
    IRosterFollower follower,
    ICallCounts counts,
    TimeProvider clock,
    ILogger<StartLine> logger) : Loop
{
    private static readonly TimeSpan _lookAgain = TimeSpan.FromSeconds(0.25);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (follower.Groups.Any(group => group.TakesCalls && !IsKnown(roster.Watch(group.Name))))
            {
                await Task.Delay(_lookAgain, clock, stoppingToken);
            }

            var guests = await GuestsAsync(stoppingToken);
            var groups = follower.Groups.Where(group => group.TakesCalls).Select(group => (group.Name, roster.Watch(group.Name)));
            LogWhatWorks(Survey.Of(address.Url, [.. groups], guests).Sentence);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested)
        {
            var level = PassingTrouble.LevelOf(e);
            LogNotLooked(level, e);
        }
    }

    private static bool IsKnown(RosterWatch watch) => watch.Latest is not null || watch.Trouble is not null || watch.GroupMissing;

    /// <summary>What a conversation that goes on shows.</summary>
    private async Task<string> GuestsAsync(CancellationToken stoppingToken)
    {
        if (condition.Report().WithoutGuests)
        {
            return "guests cannot join: look at its guest (WebRTC) licence";
        }

        var now = await counts.CountAsync(stoppingToken);
        return now.Calls.Any(calls => calls is { Key.State: CallState.Connected, Value: > 0 }) ? "guests can join" : Survey.GuestsUnknown;
    }

    [LoggerMessage(LogLevel.Information, "{WhatWorks:l}")]
    private partial void LogWhatWorks(string whatWorks);

    [LoggerMessage("Saying what works went wrong; the server runs on.")]
    private partial void LogNotLooked(LogLevel level, Exception e);
}
