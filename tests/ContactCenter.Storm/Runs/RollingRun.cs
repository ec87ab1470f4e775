namespace ContactCenter.Storm.Runs;

internal static class RollingRun
{
    public static Task RunAsync(Arguments arguments, Report report) => throw new NotSupportedException();
}
