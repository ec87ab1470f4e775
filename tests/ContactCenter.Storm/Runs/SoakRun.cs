namespace ContactCenter.Storm.Runs;

internal static class SoakRun
{
    public static Task RunAsync(Arguments arguments, Report report) => throw new NotSupportedException();
}
