namespace ContactCenter.Routing;

/// <summary>What TrueConf lets a guest do in a conference: the names of <c>rights.guest</c>.</summary>
internal static class GuestRights
{
    private static readonly string[] _names =
    [
        "chat_send", "chat_rcv",
        "slide_show_send", "slide_show_rcv",
        "white_board_send", "white_board_rcv",
        "file_transfer_send", "file_transfer_rcv",
        "desktop_sharing", "recording",
        "audio_send", "audio_rcv",
        "video_send", "video_rcv",
    ];

    /// <summary>Every right, granted.</summary>
    public static Dictionary<string, bool> All() => _names.ToDictionary(name => name, _ => true, StringComparer.OrdinalIgnoreCase);
}
