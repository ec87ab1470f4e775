using ContactCenter.Conferences;
using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ContactCenter.Tests.Conferences;

/// <summary>Removing conferences one by one while the list of them is read again and again.</summary>
public class RemovalTests
{
    private static readonly DateTimeOffset _noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_conference_that_was_removed_since_the_list_was_read_is_not_asked_about_again()
    {
        var listed = new LedgerEntry(LedgerId.New(_noon), "call", new OperatorId("anna"), _noon)
        {
            Conference = new ConferenceId("1"),
            CondemnedAt = _noon,
        };
        var ledger = new LateLedger(listed, stored: listed.Gone(_noon));
        var server = new Unasked();
        using var remover = new ConferenceRemover(
            ledger, server, new ConferencesInHand(), new ConferenceIntents(), TimeProvider.System, NullLogger<ConferenceRemover>.Instance);

        remover.Wake();
        await remover.StartAsync(CancellationToken.None);
        await ledger.ReadAgain.WithTimeout("the list is read again");
        await remover.StopAsync(CancellationToken.None);

        Assert.Empty(server.Asked);
    }

    /// <summary>Its list is older than what it finds.</summary>
    private sealed class LateLedger(LedgerEntry listed, LedgerEntry stored) : IConferenceLedger
    {
        private readonly TaskCompletionSource _readAgain = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _readings;

        public Task ReadAgain => _readAgain.Task;

        public Task<LedgerEntry?> FindAsync(LedgerId id, CancellationToken cancellationToken) => Task.FromResult<LedgerEntry?>(stored);

        public Task<bool> SaveAsync(LedgerEntry entry, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<IReadOnlyList<LedgerEntry>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
        {
            if (_readings++ > 0)
            {
                _readAgain.TrySetResult();
                return Task.FromResult<IReadOnlyList<LedgerEntry>>([]);
            }

            return Task.FromResult<IReadOnlyList<LedgerEntry>>([listed]);
        }

        public Task<DateTimeOffset?> NextDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
            Task.FromResult<DateTimeOffset?>(null);

        public Task<IReadOnlyList<LedgerEntry>> StuckAsync(int failures, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<LedgerEntry>>([]);
    }

    /// <summary>Notes what it is asked all the same.</summary>
    private sealed class Unasked : IConferenceServer
    {
        public List<string> Asked { get; } = [];

        public TimeSpan LongestRequest => TimeSpan.Zero;

        public Task<ConferenceId> CreateAsync(ConferencePlan plan, CancellationToken cancellationToken) =>
            Note(nameof(CreateAsync), default(ConferenceId));

        public Task RunAsync(ConferenceId id, CancellationToken cancellationToken) => Note(nameof(RunAsync), true);

        public Task<bool> StopAsync(ConferenceId id, CancellationToken cancellationToken) => Note(nameof(StopAsync), true);

        public Task DeleteAsync(ConferenceId id, CancellationToken cancellationToken) => Note(nameof(DeleteAsync), true);

        public Task<Attendance> WhoIsThereAsync(ConferenceId id, OperatorId expected, CancellationToken cancellationToken) =>
            Note(nameof(WhoIsThereAsync), Attendance.Nobody);

        public Task<ListedConference?> FindAsync(LedgerId id, CancellationToken cancellationToken) =>
            Note<ListedConference?>(nameof(FindAsync), null);

        public Task<IReadOnlyList<ListedConference>> ListAsync(CancellationToken cancellationToken) =>
            Note<IReadOnlyList<ListedConference>>(nameof(ListAsync), []);

        public Task<Uri?> GuestLinkAsync(ConferenceId id, string guestName, CancellationToken cancellationToken) =>
            Note<Uri?>(nameof(GuestLinkAsync), null);

        private Task<T> Note<T>(string request, T answer)
        {
            Asked.Add(request);
            return Task.FromResult(answer);
        }
    }
}
