using Microsoft.Extensions.Logging;

namespace Approvals.Web.Authentication;

/// <content>What the operator is told.</content>
internal sealed partial class FetchedKeys
{
    [LoggerMessage(2011, LogLevel.Warning, "The keys of the issuer {Issuer} cannot be fetched; its tokens are refused as far as its keys are not known.")]
    private static partial void LogNotFetched(ILogger logger, string issuer, Exception cause);

    [LoggerMessage(2012, LogLevel.Warning, "The discovery document of the issuer {Issuer} names the issuer {Named}; its tokens are refused.")]
    private static partial void LogNamesAnother(ILogger logger, string issuer, string? named);
}
