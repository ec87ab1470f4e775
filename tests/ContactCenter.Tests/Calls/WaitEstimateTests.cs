using System.Reflection;
using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Tests.Support;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>What a waiting guest is told to expect.</summary>
public class WaitEstimateTests
{
    private static readonly TimeSpan _tenMinutes = TimeSpan.FromMinutes(10);

    [Fact]
    public void The_next_of_two_operators_who_talk_for_five_minutes_waits_for_four_minutes_at_most_in_four_of_five_cases()
    {
        var table = WaitEstimate.Table(new Pace(2, TimeSpan.FromMinutes(5)), _tenMinutes, places: 100);

        Assert.Equal(241.4, table[0], 0.1);
        Assert.Equal(255, WaitEstimate.Told(table[0], _tenMinutes));
    }

    [Fact]
    public void Whoever_comes_later_never_waits_shorter_and_more_operators_never_make_it_longer()
    {
        var few = WaitEstimate.Table(new Pace(3, TimeSpan.FromMinutes(2)), _tenMinutes, places: 50);
        var many = WaitEstimate.Table(new Pace(4, TimeSpan.FromMinutes(2)), _tenMinutes, places: 50);

        Assert.Equal(few.Order(), few);
        Assert.All(few.Zip(many), both => Assert.True(both.Second < both.First));
    }

    [Fact]
    public void Places_that_nobody_would_wait_for_have_no_figure() =>
        Assert.Empty(WaitEstimate.Table(new Pace(1, TimeSpan.FromMinutes(10)), _tenMinutes, places: 3));

    [Theory]
    [InlineData(0.2, 5)]
    [InlineData(5, 5)]
    [InlineData(51, 55)]
    [InlineData(56, 60)]
    [InlineData(61, 75)]
    [InlineData(600, 600)]
    [InlineData(601, null)]
    public void It_is_told_in_steps_and_never_as_less(double seconds, int? told) => Assert.Equal(told, WaitEstimate.Told(seconds, _tenMinutes));

    [Fact]
    public async Task Those_who_are_paused_busy_elsewhere_or_signed_out_do_not_count()
    {
        var operators = new OperatorsInMemory();
        await operators.PauseAsync(new OperatorId("paused"), "lunch", Noon, default);
        var roster = new Roster(new GroupId("1"), Noon,
        [
            Member("anna", Presence.Available), Member("paused", Presence.Available), Member("elsewhere", Presence.Busy), Member("away", Presence.Offline),
        ]);

        var pace = await PaceAsync(conversations: 5, roster, operators);

        Assert.Equal(new Pace(1, TimeSpan.FromSeconds(110)), pace);
    }

    [Fact]
    public async Task Nothing_is_said_after_too_few_conversations_or_while_nobody_is_there()
    {
        Assert.Null(await PaceAsync(conversations: 4, RosterOf(Presence.Available), new OperatorsInMemory()));
        Assert.Null(await PaceAsync(conversations: 5, RosterOf(Presence.Offline), new OperatorsInMemory()));
    }

    private static Roster RosterOf(Presence presence) => new(new GroupId("1"), Noon, [Member("anna", presence)]);

    private static Operator Member(string id, Presence presence) => new(new OperatorId(id), id, presence);

    private static Task<Pace?> PaceAsync(int conversations, Roster roster, IOperatorStore operators)
    {
        var store = DispatchProxy.Create<ICallStore, PastStore>();
        ((PastStore)(object)store).Conversations = conversations;
        var queue = Queue() with { WrapUp = TimeSpan.FromSeconds(10) };
        return new WaitPace(store, operators, new ManualTimeProvider(At(3600))).OfAsync("Operators", roster, [queue], default);
    }

    /// <summary>A store that remembers so many conversations of a hundred seconds.</summary>
    public class PastStore : DispatchProxy
    {
        public int Conversations { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name == nameof(ICallStore.ConversationsAsync)
            ? Task.FromResult<IReadOnlyList<PastConversation>>(
                [.. Enumerable.Repeat(new PastConversation(Anna, At(0), At(100)), Conversations)])
            : throw new NotSupportedException(targetMethod.Name);
    }
}
