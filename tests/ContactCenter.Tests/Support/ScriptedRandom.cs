namespace ContactCenter.Tests.Support;

/// <summary>Chance as the test wrote it down: each call takes the next number, and there must be one.</summary>
internal sealed class ScriptedRandom(params int[] numbers) : Random(0)
{
    private readonly Queue<int> _numbers = new(numbers);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue)
    {
        Assert.True(_numbers.TryDequeue(out var number), "The test's script has no number left.");
        Assert.InRange(number, minValue, maxValue - 1);
        return number;
    }

    public override int Next() => throw new NotSupportedException("The script knows whole numbers with a limit only.");

    public override double NextDouble() => throw new NotSupportedException("The script knows whole numbers with a limit only.");
}
