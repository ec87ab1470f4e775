using ContactCenter.Operators;

namespace ContactCenter.Calls;

/// <summary>What it means that operators sign out and in: nobody waits for one who is gone, and being back ends an automatic pause.</summary>
internal sealed class OperatorMoves(ICallStore calls, IOperatorStore operators, CallRecorder recorder, TimeProvider clock)
{
    /// <summary>A hold ends by itself soon: those beyond that many are not hurried.</summary>
    private const int _releasedAtOnce = 1000;

    private readonly ComingsAndGoings _moves = new();

    public void Note(RosterWatch watch) => _moves.Note(watch);

    /// <summary>Sees to what was noted. What fails is seen to the next time.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        var (back, gone) = _moves.Pending();
        if (back.Count > 0)
        {
            await operators.CameBackAsync(back, cancellationToken);
        }

        if (gone.Count > 0)
        {
            foreach (var id in await calls.HeldForAsync(gone, _releasedAtOnce, cancellationToken))
            {
                await recorder.HappenAsync(
                    id,
                    call => call.HeldFor is { } preferred && gone.Contains(preferred) ? new CallEvent.Released(clock.GetUtcNow()) : null,
                    cancellationToken);
            }
        }

        _moves.Settle(back, gone);
    }
}
