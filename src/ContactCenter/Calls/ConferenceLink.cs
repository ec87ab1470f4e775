using ContactCenter.Conferences;

namespace ContactCenter.Calls;

/// <summary>
/// Tells the ledger's workers what calls have condemned, and the calls when an operator is free again: the two know each
/// other only by this.
/// </summary>
internal sealed class ConferenceLink(CallRecorder recorder, ConferenceRemover remover, Matchmaker matchmaker) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded += Condemned;
        remover.Freed += matchmaker.Wake;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        recorder.Recorded -= Condemned;
        remover.Freed -= matchmaker.Wake;
        return Task.CompletedTask;
    }

    private void Condemned(CallChange change)
    {
        if (change.Condemned.Any())
        {
            remover.Wake();
        }
    }
}
