using ContactCenter.Storage;
using ContactCenter.Tests.Support;

namespace ContactCenter.Tests.Storage;

/// <summary>How writes that come at the same time share a transaction.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private readonly List<string> _transactions = [];
    private readonly SemaphoreSlim _disk = new(0);
    private readonly GroupCommit<string, int> _commits;

    public GroupCommitTests() => _commits = new GroupCommit<string, int>(CommitAsync, most: 3, e => e is StoreUnavailableException);

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task What_comes_while_a_transaction_runs_is_written_together_in_the_next_in_order()
    {
        var first = WriteAsync("a");
        await HasBegunAsync();
        List<Task<int>> rest = [WriteAsync("b"), WriteAsync("cc"), WriteAsync("ddd"), WriteAsync("eeee")];

        _disk.Release(3);

        Assert.Equal(new[] { 1, 1, 2, 3, 4 }, await Task.WhenAll(rest.Prepend(first)).WithTimeout("all are written"));
        Assert.Equal(["a", "b cc ddd", "eeee"], _transactions);
    }

    [Fact]
    public async Task What_cannot_be_written_fails_alone()
    {
        var first = WriteAsync("a");
        await HasBegunAsync();
        Task<int>[] rest = [WriteAsync("b"), WriteAsync("broken"), WriteAsync("c")];

        _disk.Release(5);

        await Assert.ThrowsAsync<FormatException>(() => rest[1].WithTimeout("it has failed"));
        Assert.Equal(new[] { 1, 1, 1 }, await Task.WhenAll(first, rest[0], rest[2]).WithTimeout("the others are written"));
        Assert.Equal(["a", "b broken c", "b", "broken", "c"], _transactions);
    }

    [Fact]
    public async Task What_may_have_been_written_is_not_written_again()
    {
        var first = WriteAsync("a");
        await HasBegunAsync();
        Task<int>[] rest = [WriteAsync("b"), WriteAsync("away")];

        _disk.Release(2);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => rest[0].WithTimeout("it has failed"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => rest[1].WithTimeout("it has failed"));
        Assert.Equal(["a", "b away"], _transactions);
    }

    [Fact]
    public async Task Who_leaves_the_line_is_not_written()
    {
        using var leaving = new CancellationTokenSource();
        var first = WriteAsync("a");
        await HasBegunAsync();
        var second = _commits.WriteAsync("b", leaving.Token);
        var third = WriteAsync("c");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WithTimeout("it has left"));
        _disk.Release(2);

        Assert.Equal(new[] { 1, 1 }, await Task.WhenAll(first, third).WithTimeout("the others are written"));
        Assert.Equal(["a", "c"], _transactions);
    }

    [Fact]
    public async Task Who_leaves_while_it_is_written_hears_what_became_of_it()
    {
        using var leaving = new CancellationTokenSource();
        var first = _commits.WriteAsync("a", leaving.Token);
        await HasBegunAsync();

        await leaving.CancelAsync();
        _disk.Release();

        Assert.Equal(1, await first.WithTimeout("it is written"));
    }

    private Task HasBegunAsync() => Eventually.IsTrueAsync("the first transaction has begun", () => _transactions.Count == 1);

    private Task<int> WriteAsync(string text) => _commits.WriteAsync(text, CancellationToken.None);

    private async Task<IReadOnlyList<int>> CommitAsync(IReadOnlyList<string> texts)
    {
        _transactions.Add(string.Join(' ', texts));
        await _disk.WaitAsync();
        return texts.Contains("broken") ? throw new FormatException()
            : texts.Contains("away") ? throw new StoreUnavailableException(new TimeoutException())
            : [.. texts.Select(text => text.Length)];
    }
}
