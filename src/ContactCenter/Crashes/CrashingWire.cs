namespace ContactCenter.Crashes;

/// <summary>The last before the wire to TrueConf Server: passes each request on, and the crash plan's points on the way.</summary>
internal sealed class CrashingWire(CrashPlan plan) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (TrueConfRoutes.NameOf(request.Method, request.RequestUri!.AbsolutePath) is not { } route)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        plan.Reach(CrashPoints.Before($"trueconf/{route}"));
        var response = await base.SendAsync(request, cancellationToken);
        plan.Reach(CrashPoints.After($"trueconf/{route}"));
        return response;
    }
}
