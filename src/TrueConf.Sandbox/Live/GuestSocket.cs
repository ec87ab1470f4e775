using System.Text.Json;
using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Live;

/// <summary>The guest's page: it shows the credential from its link's fragment and is in, or is told why not.</summary>
internal static class GuestSocket
{
    public static async Task Talk(string id, HttpContext context, Switchboard switchboard, IHostApplicationLifetime life)
    {
        if (await Socket.AcceptAsync(context) is not { } socket)
        {
            return;
        }

        using (socket)
        {
            var line = switchboard.NewLine();
            string? seat = null;
            if (await Socket.ReadAsync(socket, life.ApplicationStopping) is { } hello
                && switchboard.Admit(id, hello.Text("token"), line, out seat) is var admission and not Admission.Admitted)
            {
                line.Say(new { Type = "closed", Event = Event(admission, switchboard), Reason = Reason(admission) });
                line.Close();
            }

            await Socket.RunAsync(socket, line, message => Heed(message, seat, line, switchboard), life.ApplicationStopping);
            if (seat is not null)
            {
                switchboard.GuestVanishes(seat, line);
            }
        }
    }

    private static void Heed(JsonElement message, string? seat, Line line, Switchboard switchboard)
    {
        switch (message.Text("type"))
        {
            case "hangUp" when seat is not null:
                switchboard.GuestLeaves(seat);
                break;
            case "signal":
                switchboard.Relay(line, message.Text("to"), message.GetProperty("data"));
                break;
        }
    }

    private static string Event(Admission admission, Switchboard switchboard) =>
        admission is Admission.NotRunning ? switchboard.Settings.EndMessage : "loginFail";

    private static string Reason(Admission admission) => admission switch
    {
        Admission.NotRunning => "The conversation is over.",
        Admission.Full => "Everybody this conversation has room for is already in it.",
        _ => "This link is no longer valid.",
    };
}
