using ContactCenter.Hosting;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.Store;

/// <summary>One process's way to the store: a moment there, one commit, a moment back; and what can go wrong with each.</summary>
internal sealed class StoreLine(ModelStore store, Process process, Chance chance)
{
    private enum Fate
    {
        Answered,
        LostBefore,
        LostAfter,
    }

    public ModelStore Store => store;

    public StoreState State => store.State;

    public Task DoAsync(Action commit, CancellationToken cancellationToken) => DoAsync(
        () =>
        {
            commit();
            return true;
        },
        cancellationToken);

    /// <param name="commit">One transaction. It sees and changes what is committed at its moment.</param>
    /// <param name="callsBack">Whether it asks the process something meanwhile: then it happens only while that runs.</param>
    /// <param name="turn">What it takes for itself from its first look until it has written.</param>
    /// <param name="write">What it writes in the end, a moment after its first look.</param>
    public Task<T> DoAsync<T>(
        Func<T> commit, CancellationToken cancellationToken, bool callsBack = false, string? turn = null, Func<T, T>? write = null)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        var request = new Request<T>(this, commit, cancellationToken, callsBack, turn, write);
        request.Leave();
        return request.Answer;
    }

    private TimeSpan Way() =>
        store.Agenda.Now < store.SlowUntil ? chance.Seconds(0.05, 2.5)
        : chance.Hits(0.02) ? chance.Seconds(0.01, 0.08)
        : chance.Seconds(0.0002, 0.003);

    private Fate Draw() =>
        store.Agenda.Now >= store.FlakyUntil || !chance.Hits(0.2) ? Fate.Answered
        : chance.Hits(0.5) ? Fate.LostBefore : Fate.LostAfter;

    private sealed class Request<T>(
        StoreLine line, Func<T> commit, CancellationToken cancellationToken, bool callsBack, string? turn, Func<T, T>? write)
    {
        private readonly TaskCompletionSource<T> _answer = new();
        private readonly Fate _fate = line.Draw();
        private CancellationTokenRegistration _givingUp;

        public Task<T> Answer => _answer.Task;

        private Agenda Agenda => line.Store.Agenda;

        public void Leave()
        {
            if (cancellationToken.CanBeCanceled)
            {
                _givingUp = cancellationToken.UnsafeRegister(_ => GiveUp(), null);
            }

            if (line.Store.IsAway)
            {
                Fail(line.Chance.Hits(0.5) ? line.Chance.Seconds(0.001, 0.02) : line.Chance.Seconds(0.5, 3));
                return;
            }

            Agenda.In(line.Way(), Arrive, callsBack ? line.Process : null);
        }

        private void GiveUp() => line.Process.Post(_ => _answer.TrySetCanceled(cancellationToken), null);

        private void Arrive()
        {
            if (line.Store.IsAway || _fate == Fate.LostBefore)
            {
                Fail(line.Way());
                return;
            }

            // Who died, or gave up, before it came here: the request may have come through, or not.
            if ((line.Process.IsDead || _answer.Task.IsCompleted) && line.Chance.Hits(0.5))
            {
                return;
            }

            if (turn is not null && line.Store.Turns.TryGetValue(turn, out var until) && until > Agenda.Now)
            {
                Agenda.At(until, Arrive, callsBack ? line.Process : null);
                return;
            }

            var result = commit();
            if (write is null)
            {
                Reply(result);
                return;
            }

            // Now and then it waits for a lock.
            var gap = line.Chance.Hits(Agenda.Now < line.Store.LockedUntil ? 0.8 : 0.1) ? line.Chance.Seconds(0.02, 0.3) : line.Way();
            if (turn is not null)
            {
                line.Store.Turns[turn] = Agenda.Now + gap.Ticks;
            }

            Agenda.In(gap, () => Reply(write(result)));
        }

        private void Reply(T result)
        {
            if (_fate == Fate.LostAfter)
            {
                Fail(line.Way());
            }
            else
            {
                Agenda.In(line.Way(), () => Finish(() => _answer.TrySetResult(result)), line.Process);
            }
        }

        private void Fail(TimeSpan after) =>
            Agenda.In(after, () => Finish(() => _answer.TrySetException(new StoreAwayException())), line.Process);

        private void Finish(Func<bool> finish)
        {
            _givingUp.Dispose();
            finish();
        }
    }

    private Chance Chance => chance;

    private Process Process => process;
}

/// <summary>The store could not be reached, or its answer was lost: what was asked may have been done.</summary>
internal sealed class StoreAwayException() : IOException("The store is away."), IPassingTrouble;
