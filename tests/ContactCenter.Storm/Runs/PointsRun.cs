namespace ContactCenter.Storm.Runs;

internal static class PointsRun
{
    public static Task RunAsync(Arguments arguments, Report report) => throw new NotSupportedException();
}
