using ContactCenter.Calls;
using ContactCenter.Operators;
using ContactCenter.Routing;

namespace ContactCenter.Tests.Storage;

/// <summary>How every store keeps operators' time: pauses, wrap-ups, and what rings missed lead to.</summary>
public abstract class OperatorStoreContract : StoreContract
{
    private static readonly QueueSettings _strict = Queue with { CoolDown = TimeSpan.FromSeconds(30), PauseAfterMissed = 2 };

    private protected OperatorStoreContract(IOpenStore store)
        : base(store)
    {
    }

    [Fact]
    public async Task Of_somebody_unknown_nothing_but_the_id_is_known_and_the_order_is_that_of_asking()
    {
        await Operators.PauseAsync(Boris, "lunch", At(1), CancellationToken.None);

        var facts = await Operators.FactsAsync([Boris, Anna, Boris], CancellationToken.None);

        Assert.Equal([Boris, Anna, Boris], facts.Select(one => one.Id));
        Assert.Equal(new OperatorFacts(Anna), facts[1]);
        Assert.Empty(await Operators.FactsAsync([], CancellationToken.None));
    }

    [Fact]
    public async Task A_pause_keeps_its_beginning_until_the_operator_resumes()
    {
        await Operators.PauseAsync(Anna, "lunch", At(1), CancellationToken.None);
        await Operators.PauseAsync(Anna, "meeting", At(5), CancellationToken.None);
        Assert.Equal(new OperatorPause(At(1), "meeting", IsAutomatic: false), (await AnnaAsync()).Pause);

        await Operators.CameBackAsync([Anna, Boris], CancellationToken.None);
        Assert.NotNull((await AnnaAsync()).Pause);

        await Operators.ResumeAsync(Anna, CancellationToken.None);
        await Operators.ResumeAsync(Anna, CancellationToken.None);
        Assert.Null((await AnnaAsync()).Pause);
    }

    [Fact]
    public async Task A_missed_ring_cools_the_operator_down_and_so_many_in_a_row_pause_them()
    {
        await MissedStrictlyAsync(from: 1);
        var once = await AnnaAsync();
        Assert.Equal((1, At(51), At(21)), (once.MissedInRow, once.CoolingUntil, once.IdleSince));
        Assert.Null(once.Pause);

        await MissedStrictlyAsync(from: 100);
        await MissedStrictlyAsync(from: 200);

        var paused = await AnnaAsync();
        Assert.Equal(3, paused.MissedInRow);
        Assert.Equal(new OperatorPause(At(120), OperatorPause.MissedRings, IsAutomatic: true), paused.Pause);
    }

    [Fact]
    public async Task An_automatic_pause_ends_when_the_operator_comes_back_and_missed_rings_count_anew()
    {
        await MissedStrictlyAsync(from: 1);
        await MissedStrictlyAsync(from: 100);

        await Operators.CameBackAsync([Boris, Anna], CancellationToken.None);

        Assert.Equal((null, 0), ((await AnnaAsync()).Pause, (await AnnaAsync()).MissedInRow));
    }

    [Fact]
    public async Task A_pause_by_hand_takes_the_place_of_an_automatic_one_and_not_the_other_way_round()
    {
        await MissedStrictlyAsync(from: 1);
        await MissedStrictlyAsync(from: 100);
        await Operators.PauseAsync(Anna, "ill", At(200), CancellationToken.None);
        Assert.Equal(new OperatorPause(At(120), "ill", IsAutomatic: false), (await AnnaAsync()).Pause);

        await MissedStrictlyAsync(from: 300);
        Assert.Equal(new OperatorPause(At(120), "ill", IsAutomatic: false), (await AnnaAsync()).Pause);
    }

    [Fact]
    public async Task An_answer_ends_the_row_of_missed_rings()
    {
        await MissedStrictlyAsync(from: 1);
        await ConnectedAsync(await PlacedAsync(), Anna, at: 100);

        Assert.Equal((0, Engagement.Talking), ((await AnnaAsync()).MissedInRow, (await AnnaAsync()).Engagement));
    }

    [Fact]
    public async Task Where_rings_may_be_missed_nobody_is_paused()
    {
        foreach (var from in new[] { 1, 100, 200 })
        {
            await GoneAsync(await MissedAsync(await PlacedAsync(), Anna, from), at: from + 21);
        }

        Assert.Equal((null, 3), ((await AnnaAsync()).Pause, (await AnnaAsync()).MissedInRow));
    }

    [Fact]
    public async Task A_wrap_up_that_ends_when_the_operator_is_ready_does()
    {
        await WrappedUpAsync(Queue with { WrapUp = TimeSpan.FromSeconds(60), WrapUpUntilReady = true });
        Assert.Equal((At(70), true, At(70)), Of(await AnnaAsync()));

        await Operators.ReadyAsync(Anna, At(30), CancellationToken.None);
        await Operators.ReadyAsync(Anna, At(40), CancellationToken.None);
        Assert.Equal((null, false, At(30)), Of(await AnnaAsync()));
    }

    [Fact]
    public async Task Another_wrap_up_runs_out_by_itself_and_one_that_is_over_changes_nothing()
    {
        await WrappedUpAsync(Queue with { WrapUp = TimeSpan.FromSeconds(60) });
        await Operators.ReadyAsync(Anna, At(30), CancellationToken.None);
        Assert.Equal((At(70), false, At(70)), Of(await AnnaAsync()));

        await WrappedUpAsync(Queue with { WrapUp = TimeSpan.FromSeconds(60), WrapUpUntilReady = true });
        await Operators.ReadyAsync(Anna, At(70), CancellationToken.None);
        Assert.Equal((At(70), true, At(70)), Of(await AnnaAsync()));
    }

    private static (DateTimeOffset? WrapUpUntil, bool EndsWhenReady, DateTimeOffset? IdleSince) Of(OperatorFacts facts) =>
        (facts.WrapUpUntil, facts.WrapUpEndsWhenReady, facts.IdleSince);

    private async Task<OperatorFacts> AnnaAsync() => (await Operators.FactsAsync([Anna], CancellationToken.None))[0];

    /// <summary>Anna has talked until ten seconds past noon.</summary>
    private async Task WrappedUpAsync(QueueSettings queue) => await GoneAsync(
        await HappensAsync(await ConnectedAsync(await PlacedAsync(), Anna, at: 1), new CallEvent.HungUp(At(10)), queue), at: 11);

    /// <summary>Anna misses a ring of twenty seconds where that has consequences.</summary>
    private async Task MissedStrictlyAsync(double from)
    {
        var ringing = await RingingAsync(await PlacedAsync(), Anna, from);
        var look = new CallEvent.LookedForAnswer(Conference(ringing), Joined: false, Gone: false, TimeSpan.FromSeconds(1), At(from + 20));
        await GoneAsync(await HappensAsync(ringing, look, _strict), at: from + 21);
    }
}
