using ContactCenter.Conferences;
using ContactCenter.Operators;

namespace ContactCenter.TrueConf;

/// <summary>What TrueConf Server says of one conference when asked about it alone: its list may be late, and its 200 may be hollow.</summary>
/// <param name="longestLook">A look is a second opinion; it holds nothing up for longer than this.</param>
internal sealed class ConferenceSights(ITrueConfApi api, TimeSpan longestLook, TimeProvider clock)
{
    // A server may need a moment until it shows what it has done.
    private static readonly TimeSpan[] _pauses = [TimeSpan.Zero, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(900)];

    public async Task<ConferenceSight> LookAsync(ConferenceId id, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(longestLook, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return (await api.GetConferenceAsync(id.Value, either.Token)).Conference switch
            {
                { IsRunning: true } => ConferenceSight.Running,
                { State: not null } => ConferenceSight.Stopped,
                _ => ConferenceSight.Unclear,
            };
        }
        catch (TrueConfException e)
        {
            return e.Failure == TrueConfFailure.NotFound ? ConferenceSight.Gone : ConferenceSight.Unclear;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ConferenceSight.Unclear;
        }
    }

    /// <summary>Looks for something that was done. Comes back with it, or with what is seen instead after some looks.</summary>
    public async Task<ConferenceSight> LookForAsync(ConferenceId id, Func<ConferenceSight, bool> done, CancellationToken cancellationToken)
    {
        var sight = ConferenceSight.Unclear;
        foreach (var pause in _pauses)
        {
            await Task.Delay(pause, clock, cancellationToken);
            sight = await LookAsync(id, cancellationToken);
            if (done(sight) || sight == ConferenceSight.Unclear)
            {
                break;
            }
        }

        return sight;
    }
}

/// <summary>How a conference stands.</summary>
internal enum ConferenceSight
{
    /// <summary>It could not be seen just now.</summary>
    Unclear,
    Gone,
    Stopped,
    Running,
}
