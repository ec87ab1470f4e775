using System.Text.Json;
using TrueConf.Sandbox.Conferences;

namespace TrueConf.Sandbox.Live;

/// <summary>The operator's client page: its first words say who signs in, the rest is what the person does.</summary>
internal static class OperatorSocket
{
    public static async Task Talk(HttpContext context, Switchboard switchboard, IHostApplicationLifetime life)
    {
        if (await Socket.AcceptAsync(context) is not { } socket)
        {
            return;
        }

        using (socket)
        {
            var line = switchboard.NewLine();
            var device = await Socket.ReadAsync(socket, life.ApplicationStopping) is { } hello
                ? switchboard.SignIn(hello.Text("user"), hello.Text("device"), line)
                : null;
            if (device is null)
            {
                line.Say(new { Type = "signedOut", Reason = "There is no such user." });
                line.Close();
            }

            await Socket.RunAsync(socket, line, message =>
            {
                if (device is not null)
                {
                    Heed(message, device, line, switchboard);
                }
            }, life.ApplicationStopping);
            if (device is not null)
            {
                switchboard.Vanishes(device, line);
            }
        }
    }

    private static void Heed(JsonElement message, Device device, Line line, Switchboard switchboard)
    {
        var user = device.User.Id;
        switch (message.Text("type"))
        {
            case "presence":
                switchboard.SetPresence(user, message.Text("presence") == "busy" ? Presence.Busy : Presence.Online);
                break;
            case "answer":
                if (!switchboard.Answer(user, message.Text("conference"), device))
                {
                    line.Say(new { Type = "refused", Reason = "This call can no longer be answered." });
                }

                break;
            case "decline":
                switchboard.Decline(user, message.Text("conference"));
                break;
            case "hangUp":
                switchboard.HangUp(user);
                break;
            case "signOut":
                switchboard.SignOut(device);
                break;
            case "signal":
                switchboard.Relay(line, message.Text("to"), message.GetProperty("data"));
                break;
        }
    }
}
