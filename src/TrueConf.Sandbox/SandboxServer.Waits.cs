namespace TrueConf.Sandbox;

/// <summary>Waits for what must happen, and says what did not. Limits are real time, also where the server has a clock of a test.</summary>
public sealed partial class SandboxServer
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>The user's devices ring; the answer is the conference.</summary>
    public Task<SandboxConference> RingsAsync(string user, TimeSpan? within = null) =>
        WhenAsync($"{user}'s devices ring", () => Conferences.FirstOrDefault(c => c.Ringing.Contains(user)), within);

    /// <summary>Nothing rings for the user any more.</summary>
    public Task StopsRingingAsync(string user, TimeSpan? within = null) =>
        WhenAsync($"{user}'s devices stop ringing", () => Conferences.Any(c => c.Ringing.Contains(user)) ? null : this, within);

    /// <summary>The user is a participant; the answer is the conference.</summary>
    public Task<SandboxConference> JoinsAsync(string user, TimeSpan? within = null) =>
        WhenAsync($"{user} is in a conference", () => Conferences.FirstOrDefault(c => c.Participants.Contains(user)), within);

    /// <summary>No conference is left.</summary>
    public Task EmptiesAsync(TimeSpan? within = null) =>
        WhenAsync("no conference is left", () => Conferences.Count == 0 ? this : null, within);

    /// <summary>Whatever the question asks for: it is asked again after every change until the answer is not null.</summary>
    public async Task<T> WhenAsync<T>(string what, Func<T?> question, TimeSpan? within = null)
        where T : class
    {
        using var limit = new CancellationTokenSource(within ?? _patience, TimeProvider.System);
        while (true)
        {
            // First the signal, then the question: what happens in between is not missed.
            var changed = _switchboard.Changed;
            if (question() is { } answer)
            {
                return answer;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Waited {within ?? _patience:g} until {what}. Conferences: [{string.Join("; ", Conferences.Select(Describe))}].");
            }
        }
    }

    private static string Describe(SandboxConference conference) =>
        $"{conference.Id} {(conference.IsRunning ? "running" : "stopped")}, rings {string.Join(',', conference.Ringing)}, in it {string.Join(',', conference.Participants)}";
}
