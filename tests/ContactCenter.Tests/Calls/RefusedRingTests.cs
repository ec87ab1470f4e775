using ContactCenter.Calls;
using static ContactCenter.Tests.Calls.CallLives;

namespace ContactCenter.Tests.Calls;

/// <summary>What is made of a server that refuses to ring somebody who is free.</summary>
public class RefusedRingTests
{
    private readonly RefusedRings _refused = new();

    [Fact]
    public void The_licence_is_believed_to_be_used_up_for_longer_with_each_refusal_in_a_row()
    {
        int[] seconds = [.. Enumerable.Range(0, 6).Select(_ => (int)_refused.Refused(Anna)!.Value.Holds.TotalSeconds)];

        Assert.Equal([30, 60, 120, 240, 300, 300], seconds);
    }

    [Fact]
    public void A_ring_that_came_about_shortens_it_again()
    {
        _refused.Refused(Anna);
        _refused.Refused(Anna);

        _refused.Rang(Anna);

        Assert.Equal(new BelievedLimit(TimeSpan.FromSeconds(30), IsRepeated: false, IsShared: false), _refused.Refused(Anna));
    }

    [Fact]
    public void Who_is_refused_twice_in_a_row_is_told_apart()
    {
        Assert.Equal([false, false, true], new[] { Anna, Boris, Anna }.Select(id => _refused.Refused(id)!.Value.IsRepeated));
    }

    [Fact]
    public void That_another_was_refused_too_counts_until_somebody_is_rung()
    {
        Assert.Equal([false, true, true], new[] { Anna, Boris, Anna }.Select(id => _refused.Refused(id)!.Value.IsShared));

        _refused.Rang(Clara);

        Assert.False(_refused.Refused(Clara)!.Value.IsShared);
    }

    [Fact]
    public void Who_is_refused_again_although_others_were_rung_is_not_taken_for_the_licences_end()
    {
        _refused.Refused(Anna);
        _refused.Rang(Boris);

        Assert.Null(_refused.Refused(Anna));
        Assert.Null(_refused.Refused(Anna));
        Assert.NotNull(_refused.Refused(Clara));

        _refused.Rang(Anna);
        Assert.NotNull(_refused.Refused(Anna));
    }
}
