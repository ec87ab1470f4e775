using System.Collections;
using System.Reflection;

namespace ContactCenter.Crashes;

/// <summary>Passes everything on to the port behind it, and the crash plan's points on the way.</summary>
/// <remarks>The runtime derives the class that implements the port from this one, so it is neither sealed nor made by its constructor.</remarks>
internal class CrashingPort<TPort> : DispatchProxy
    where TPort : class
{
    private static readonly MethodInfo _passWithResult =
        typeof(CrashingPort<TPort>).GetMethod(nameof(PassWithResultAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private TPort _port = null!;
    private CrashablePort<TPort> _places = null!;
    private CrashPlan _plan = null!;

    public static TPort Around(TPort port, CrashablePort<TPort> places, CrashPlan plan)
    {
        var proxy = Create<TPort, CrashingPort<TPort>>();
        var self = (CrashingPort<TPort>)(object)proxy;
        (self._port, self._places, self._plan) = (port, places, plan);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var place = _places.PlaceOf(targetMethod!.Name);
        if (place is not null)
        {
            _plan.Reach(CrashPoints.Before(place));
        }

        var answer = targetMethod.Invoke(_port, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);
        return (place, answer) switch
        {
            (null, _) => answer,
            (_, Task task) when targetMethod.ReturnType.IsGenericType =>
                _passWithResult.MakeGenericMethod(targetMethod.ReturnType.GenericTypeArguments).Invoke(this, [task, place]),
            (_, Task task) => PassAsync(task, place),
            _ => throw new NotSupportedException($"{targetMethod.Name} writes and gives no task."),
        };
    }

    private async Task PassAsync(Task task, string place)
    {
        await task;
        _plan.Reach(CrashPoints.After(place));
    }

    private async Task<TResult> PassWithResultAsync<TResult>(Task<TResult> task, string place)
    {
        var result = await task;
        if (result is not (null or false or ICollection { Count: 0 }))
        {
            // Otherwise there was nothing to write, and to die here is to die anywhere.
            _plan.Reach(CrashPoints.After(place));
        }

        return result;
    }
}
