using ContactCenter.Simulation.Scenarios;
using ContactCenter.Simulation.TrueConf;
using ContactCenter.Simulation.World;

namespace ContactCenter.Simulation.People;

/// <summary>An operator with a TrueConf client: answers, declines, ignores, talks, hangs up, has other calls.</summary>
internal sealed class SimOperator(Town town, Device device, OperatorPlan plan, Chance chance)
{
    private bool _wellBehaved;
    private int _elsewhere;

    public Device Device => device;

    /// <summary>Whether the operator means to be signed in.</summary>
    public bool MeansToBeThere { get; private set; }

    public void Comes()
    {
        MeansToBeThere = true;
        if (!town.Server.IsDown && !device.Online)
        {
            town.Say(device.Id.Value, "signs in");
            town.Server.SignIn(device);
        }
    }

    public void Goes()
    {
        MeansToBeThere = false;
        if (device.Online)
        {
            town.Say(device.Id.Value, "signs out");
            town.Server.SignOut(device);
        }
    }

    /// <summary>Takes a call that is none of ours; whatever rings, rings on.</summary>
    public void IsElsewhere(TimeSpan length)
    {
        if (!device.Online || device.In is not null)
        {
            return;
        }

        var call = ++_elsewhere;
        device.Elsewhere = true;
        town.Say(device.Id.Value, "takes another call");
        town.Server.Settle();
        town.Agenda.In(length, () =>
        {
            if (_elsewhere == call)
            {
                device.Elsewhere = false;
                town.Server.Settle();
            }
        });
    }

    /// <summary>From now on there, and answers.</summary>
    public void Behaves()
    {
        _wellBehaved = true;
        device.Elsewhere = false;
        Comes();
        town.Server.Settle();
        foreach (var conference in device.Ringing.ToList())
        {
            Rings(conference);
        }
    }

    public void Rings(Conference conference)
    {
        if (_wellBehaved || chance.Hits(plan.Answers))
        {
            town.Agenda.In(chance.Seconds(0.3, _wellBehaved ? 2 : 7), () => Answer(conference));
        }
        else if (chance.Hits(plan.Declines))
        {
            town.Agenda.In(chance.Seconds(0.3, 4), () => town.Server.Decline(device, conference));
        }
    }

    /// <summary>Who is left alone hangs up, mostly.</summary>
    public void Notice(Conference conference)
    {
        if (device.In == conference && conference.Guest is null && conference.Seats.Exists(one => one.Guest) && chance.Hits(0.7))
        {
            town.Agenda.In(chance.Seconds(0.5, 4), () =>
            {
                if (device.In == conference && conference.Guest is null)
                {
                    town.Server.HangUp(device);
                }
            });
        }
    }

    private void Answer(Conference conference)
    {
        if (!town.Server.Answer(device, conference))
        {
            return;
        }

        if (chance.Hits(0.7))
        {
            town.Agenda.In(chance.Seconds(1, plan.Talks), () =>
            {
                if (device.In == conference)
                {
                    town.Server.HangUp(device);
                }
            });
        }
    }
}
