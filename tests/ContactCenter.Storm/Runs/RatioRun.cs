namespace ContactCenter.Storm.Runs;

internal static class RatioRun
{
    public static Task RunAsync(Arguments arguments, Report report) => throw new NotSupportedException();
}
