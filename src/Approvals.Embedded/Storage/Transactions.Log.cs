using Microsoft.Extensions.Logging;

namespace Approvals.Embedded.Storage;

internal sealed partial class Transactions
{
    [LoggerMessage(1001, LogLevel.Error, "A commit of {Count} commands failed; their callers were told that the outcome is unknown.")]
    private static partial void LogCommitFailed(ILogger logger, Exception cause, int count);

    [LoggerMessage(1002, LogLevel.Critical, "The database no longer stores what it is given, or another program writes to it; every command is refused until the process is started again, alone and on a sound disk.")]
    private static partial void LogBroken(ILogger logger, Exception cause);

    [LoggerMessage(1004, LogLevel.Error, "A command was carried out, but a fault of this program kept its caller from being told.")]
    private static partial void LogTellingFailed(ILogger logger, Exception cause);

    [LoggerMessage(1003, LogLevel.Error, "A command failed by a fault of this program or of a stored record; nothing of it was stored.")]
    private static partial void LogCommandFailed(ILogger logger, Exception cause);
}
