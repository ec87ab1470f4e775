using TrueConf.Sandbox;

namespace ContactCenter.Bench.Published;

/// <summary>The operators: each answers after a time of their own, some never, and leaves a conference in which they stay alone.</summary>
internal sealed class Desk(SandboxServer trueConf)
{
    private static readonly TimeSpan _longestAlone = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _people = [];

    public static Desk Open(SandboxServer trueConf, int seed, int operators)
    {
        var (desk, chance) = (new Desk(trueConf), new Random(seed));
        for (var number = 1; number <= operators; number++)
        {
            var one = $"operator{number:000}";
            desk._people.Add(one);
            trueConf.AddOperator(one, $"Operator {number}");
            trueConf.OperatorAnswersAfter(one, number % 8 == 0 ? null : TimeSpan.FromSeconds(1 + (6 * chance.NextDouble())));
            trueConf.OperatorIsOnline(one);
        }

        return desk;
    }

    public void AllAreBusy()
    {
        foreach (var one in _people)
        {
            trueConf.OperatorIsBusy(one);
        }
    }

    public bool IsOperator(string? participant) => participant is not null && _people.Contains(participant);

    /// <summary>As long as the token lasts.</summary>
    public async Task LiveAsync(CancellationToken until)
    {
        var since = new Dictionary<string, DateTimeOffset>();
        while (!until.IsCancellationRequested)
        {
            var now = TimeProvider.System.GetUtcNow();
            var alone = trueConf.Conferences.Where(one => one.Participants is [var only] && IsOperator(only)).ToDictionary(one => one.Id, one => one.Participants[0]);
            foreach (var gone in since.Keys.Except(alone.Keys).ToList())
            {
                since.Remove(gone);
            }

            foreach (var (conference, person) in alone)
            {
                since.TryAdd(conference, now);
                if (now - since[conference] > _longestAlone)
                {
                    HangUp(person);
                }
            }

            await Task.Delay(_look, TimeProvider.System, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void HangUp(string person)
    {
        try
        {
            trueConf.OperatorHangsUp(person);
        }
        catch (InvalidOperationException)
        {
            // The conference ended in this very moment.
        }
    }
}
