using Approvals.GrainContracts;
using Approvals.GrainContracts.Credentials;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Calls;

/// <summary>
/// Stands before every call of our grains: nobody gets in without a credential, nor where the silo may be out of date; and
/// whatever goes wrong leaves as a failure that the caller understands.
/// </summary>
internal sealed partial class CallGuard(
    CallerCheck callers, SiloLease silo, EngineMeter meter, ILogger<CallGuard> logger) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var type = context.InterfaceMethod?.DeclaringType;
        if (type is not null && !OurGrains.Has(type))
        {
            // Orleans' own, such as the tick of a reminder, which only wakes.
            if (OurGrains.Has(context.Grain.GetType()))
            {
                await silo.RequireAsync();
            }

            await context.Invoke();
            return;
        }

        try
        {
            await silo.RequireAsync();
            CallRights.Current = await callers.CheckAsync(
                RequestContext.Get(CallCredential.Header) as string, OurGrains.TenantOf(context.TargetId), context.Grain as IHoldsDirectory);
            if (type is null || OurGrains.IsOfNodesAlone(type))
            {
                CallRights.Current.RequireNode();
            }

            await context.Invoke();
        }
        catch (Exception e)
        {
            var failure = ClusterException.Of(e);
            LogFailed(logger, e, context.InterfaceName, context.MethodName);
            meter.CallFailed(failure.Kind);
            throw failure;
        }
    }

    [LoggerMessage(2070, LogLevel.Warning, "A call of {Interface}.{Method} failed.")]
    private static partial void LogFailed(ILogger logger, Exception cause, string @interface, string method);
}
