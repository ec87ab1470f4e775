namespace ContactCenter.TrueConf;

/// <summary>
/// Whether TrueConf Server keeps our tags, by what it has shown. Only then is a list asked for by tag: from a server that
/// drops tags it would come back empty, which looks as if nothing were left to clean up.
/// </summary>
internal sealed class TagMemory
{
    private volatile bool _hasMade;
    private volatile bool _keeps;

    /// <summary>False also while nothing is known.</summary>
    public bool Keeps => _keeps;

    /// <summary>It made a conference of ours. That is how it is today, whatever older ones in its list look like.</summary>
    public void Made(bool withTags)
    {
        _keeps = withTags;
        _hasMade = true;
    }

    /// <summary>It listed a conference with our tag.</summary>
    public void Listed()
    {
        if (!_hasMade)
        {
            _keeps = true;
        }
    }
}
