using ContactCenter.Conferences;
using ContactCenter.TrueConf;

namespace ContactCenter.Tests.TrueConf;

/// <summary>The mark at the end of a topic.</summary>
public class TopicMarkTests
{
    private const string _tag = "contact-center";

    private static readonly InstallationId _here = new("here");
    private static readonly LedgerId _ledger = new(Guid.Parse("019b796d-d600-7b83-9a4f-eb5ffd213b12"));
    private static readonly TopicMark _mark = TopicMark.Of(_tag, _here, _ledger);

    /// <summary>Conferences that were made by an earlier version are known by these very characters.</summary>
    [Fact]
    public void It_never_changes()
    {
        Assert.Equal("Ivan - default ·v1drn2yfrv", $"Ivan - default{_mark}");
    }

    [Theory]
    [InlineData("Ivan - default")]
    [InlineData("x")]
    [InlineData(" ·0123456789")]
    [InlineData("Иван ·")]
    public void What_is_appended_is_read(string topic)
    {
        var marked = _mark.AppendTo(topic);

        Assert.StartsWith(topic, marked, StringComparison.Ordinal);
        Assert.Matches("^.* ·[0-9a-hjkmnp-tv-z]{10}$", marked);
        Assert.Equal(_mark, TopicMark.Read(marked));
        Assert.Equal(_mark, TopicMark.Read(marked + " "));
    }

    [Theory]
    [InlineData(228, 228)]
    [InlineData(229, 228)]
    [InlineData(400, 228)]
    public void The_topic_is_cut_and_not_the_mark(int length, int left)
    {
        Assert.Equal($"{new string('x', left)}{_mark}", _mark.AppendTo(new string('x', length)));
        Assert.Equal(12, _mark.ToString().Length);
    }

    [Theory]
    [InlineData(227, 227)]
    [InlineData(226, 228)]
    public void A_pair_of_surrogates_is_cut_whole(int before, int left)
    {
        var marked = _mark.AppendTo(new string('x', before) + "😀😀");

        Assert.Equal(left + 12, marked.Length);
        Assert.DoesNotContain('\uFFFD', new string([.. marked.EnumerateRunes().Select(rune => (char)Math.Min(rune.Value, 0xFFFE))]));
        Assert.Equal(_mark, TopicMark.Read(marked));
    }

    [Fact]
    public void No_blank_is_left_before_it_by_the_cut()
    {
        Assert.Equal($"{new string('x', 220)}{_mark}", _mark.AppendTo(new string('x', 220) + new string(' ', 50) + "y"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Ivan - default")]
    [InlineData("Ivan 0123456789")]
    [InlineData("Ivan ·012345678")]
    [InlineData("Ivan·0123456789")]
    [InlineData("Ivan ·012345678O")]
    [InlineData("Ivan ·012345678l")]
    [InlineData("Ivan ·0123456789 and more")]
    public void A_topic_of_somebody_elses_has_none(string? topic)
    {
        Assert.Null(TopicMark.Read(topic));
    }

    [Fact]
    public void Tag_installation_and_ledger_each_make_another_one()
    {
        var others = new[]
        {
            TopicMark.Of("contact-center-2", _here, _ledger),
            TopicMark.Of(_tag, new InstallationId("there"), _ledger),
            TopicMark.Of(_tag, _here, new LedgerId(Guid.Empty)),
        };

        Assert.NotEqual(_mark.Installation, others[0].Installation);
        Assert.NotEqual(_mark.Installation, others[1].Installation);
        Assert.Equal(_mark.Ledger, others[1].Ledger);
        Assert.Equal(_mark.Installation, others[2].Installation);
        Assert.NotEqual(_mark.Ledger, others[2].Ledger);
    }

    [Fact]
    public void A_thousand_ledger_ids_of_one_moment_make_a_thousand_marks()
    {
        // Version 7: ids of one moment have much in common; what they make must not.
        var marks = Enumerable.Range(0, 1000).Select(i => new LedgerId(new Guid(1, 2, 0x7003, 0x80, 0, 0, 0, 0, 0, (byte)(i >> 8), (byte)i)));

        Assert.Equal(1000, marks.Select(TopicMark.OfLedger).Distinct().Count());
        Assert.Equal(6, TopicMark.OfLedger(new LedgerId(Guid.Empty)).Length);
    }
}
