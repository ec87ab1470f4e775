namespace ContactCenter.Operators;

/// <summary>Who is free: TrueConf's word, our own offers, and pauses together, in one order.</summary>
public static class AvailabilityRules
{
    /// <param name="readAt">When the reading of the roster began that found the operator so.</param>
    public static Availability Of(Presence presence, OperatorFacts facts, DateTimeOffset readAt, DateTimeOffset now) => facts switch
    {
        { Engagement: Engagement.Talking } => Availability.Talking,
        { Engagement: Engagement.Ringing } => Availability.Ringing,
        { Engagement: Engagement.Leaving } => Availability.Leaving,
        _ when presence == Presence.Offline => Availability.Offline,
        { Pause: not null } => Availability.Paused,
        _ when facts.WrapUpUntil > now => Availability.WrappingUp,
        _ when presence == Presence.Busy => Availability.Busy,
        _ when facts.FreedAt >= readAt => Availability.Leaving,
        _ when facts.CoolingUntil > now => Availability.CoolingDown,
        _ when facts.RestingUntil > now => Availability.Resting,
        _ => Availability.Free,
    };
}
