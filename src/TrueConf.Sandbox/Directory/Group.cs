namespace TrueConf.Sandbox.Directory;

/// <summary>A group of users, found by its display name because TrueConf has no look-up by name.</summary>
internal sealed record Group(string Id, string DisplayName)
{
    /// <summary>TrueConf lists who is in no group under this id.</summary>
    public const string None = "@no_group";
}
