using Approvals.Core.Identifiers;
using Approvals.Core.Storage;
using Microsoft.Extensions.Logging;

namespace Approvals.Embedded;

internal sealed partial class Outbox
{
    [LoggerMessage(1020, LogLevel.Warning, "Effect {Effect} failed at attempt {Attempt} and is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception cause, EffectId effect, int attempt);

    [LoggerMessage(1022, LogLevel.Error, "Effect {Effect} failed at attempt {Attempt} and is given up until somebody has it tried again.")]
    private static partial void LogParked(ILogger logger, Exception cause, EffectId effect, int attempt);

    [LoggerMessage(1023, LogLevel.Error, "What came of the effects of {Request} cannot be stored, and is stored later.")]
    private static partial void LogNotSettled(ILogger logger, Exception cause, RequestId request);

    [LoggerMessage(1021, LogLevel.Error, "The outbox of request {Request} cannot be worked; it is looked at again in a minute.")]
    private static partial void LogTurnFailed(ILogger logger, Exception cause, RequestId request);
}
