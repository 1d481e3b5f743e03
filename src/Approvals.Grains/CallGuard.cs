using Approvals.GrainContracts;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains;

/// <summary>Stands before every call of our grains: whatever goes wrong in it leaves as a failure that its caller understands.</summary>
internal sealed partial class CallGuard(ILogger<CallGuard> logger) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (context.InterfaceMethod?.DeclaringType is not { } type || !IsOurs(type))
        {
            await context.Invoke();
            return;
        }

        try
        {
            await context.Invoke();
        }
        catch (Exception e)
        {
            LogFailed(logger, e, context.InterfaceName, context.MethodName);
            throw ClusterException.Of(e);
        }
    }

    [LoggerMessage(2070, LogLevel.Warning, "A call of {Interface}.{Method} failed.")]
    private static partial void LogFailed(ILogger logger, Exception cause, string @interface, string method);

    private static bool IsOurs(Type type) => type.Assembly == typeof(Envelope).Assembly || type.Assembly == typeof(CallGuard).Assembly;
}
