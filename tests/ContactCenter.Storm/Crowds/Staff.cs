using System.Collections.Concurrent;
using TrueConf.Sandbox;

namespace ContactCenter.Storm.Crowds;

/// <summary>The operators: some answer at once, some late, some never; they come, go, and take calls of their own.</summary>
internal sealed class Staff
{
    private readonly SandboxServer _trueConf;
    private readonly string[] _people;
    private readonly ConcurrentQueue<(string Person, DateTimeOffset At)> _turns = new();

    public Staff(SandboxServer trueConf, int count)
    {
        _trueConf = trueConf;
        _people = [.. Enumerable.Range(1, count).Select(number => $"operator{number:00}")];
        foreach (var one in _people)
        {
            trueConf.AddOperator(one, $"Operator {one[^2..]}");
            trueConf.OperatorIsOnline(one);
        }
    }

    /// <summary>Whether this person went away or became busy by their own doing between these moments.</summary>
    public bool TurnedAway(string person, DateTimeOffset from, DateTimeOffset to) =>
        _turns.Any(turn => turn.Person == person && turn.At >= from && turn.At <= to);

    /// <summary>Everybody answers so soon and stays for as long as the guest does.</summary>
    public void AllAnswerWithin(TimeSpan delay)
    {
        foreach (var one in _people)
        {
            _trueConf.OperatorIsOnline(one);
            _trueConf.OperatorDeclinesAfter(one, null);
            _trueConf.OperatorHangsUpAfter(one, null);
            _trueConf.OperatorAnswersAfter(one, delay);
        }
    }

    /// <summary>Everybody does as they please, as long as the token lasts; then all answer.</summary>
    public async Task LiveAsync(int seed, CancellationToken until)
    {
        await Task.WhenAll(_people.Select((one, number) => LiveAsync(one, new Random(seed + number), until)));
        AllAnswerWithin(TimeSpan.FromMilliseconds(300));
    }

    private async Task LiveAsync(string one, Random chance, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            _trueConf.OperatorAnswersAfter(one, null);
            _trueConf.OperatorDeclinesAfter(one, null);
            _trueConf.OperatorHangsUpAfter(one, chance.Next(2) == 0 ? Draw(4000) : null);
            switch (chance.Next(20))
            {
                case < 14:
                    _trueConf.OperatorIsOnline(one);
                    _trueConf.OperatorAnswersAfter(one, Draw(1500));
                    break;
                case < 16:
                    // Rings in vain.
                    _trueConf.OperatorIsOnline(one);
                    break;
                case < 18:
                    _trueConf.OperatorIsOnline(one);
                    _trueConf.OperatorDeclinesAfter(one, Draw(1500));
                    break;
                case 18:
                    _turns.Enqueue((one, TimeProvider.System.GetUtcNow()));
                    _trueConf.OperatorIsBusy(one);
                    break;
                default:
                    _turns.Enqueue((one, TimeProvider.System.GetUtcNow()));
                    _trueConf.OperatorSignsOut(one);
                    break;
            }

            await Task.Delay(Draw(8000), TimeProvider.System, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        TimeSpan Draw(int milliseconds) => TimeSpan.FromMilliseconds(chance.Next(milliseconds));
    }
}
