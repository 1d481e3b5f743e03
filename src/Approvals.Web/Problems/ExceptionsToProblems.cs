using System.Globalization;
using Approvals.Core.Ports;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace Approvals.Web.Problems;

/// <summary>Turns every exception that reaches the edge into a problem; none tells more than its caller may know.</summary>
internal sealed partial class ExceptionsToProblems(ILogger<ExceptionsToProblems> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        await ToProblem(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private ProblemHttpResult ToProblem(HttpContext context, Exception exception)
    {
        switch (exception)
        {
            case RefusedException refused:
                if (refused.RetryAfter is { } pause)
                {
                    RetryAfter(context, pause);
                }

                return ApiProblem.Of(refused.Code, refused.Message);
            case OverloadedException overloaded:
                RetryAfter(context, overloaded.RetryAfter);
                return ApiProblem.Of(ProblemCode.Overloaded, overloaded.Message);
            case EngineException engine:
                LogEngineFailed(logger, engine);
                RetryAfter(context, TimeSpan.FromSeconds(1));
                return ApiProblem.Of(
                    ProblemCode.OutcomeUnknown,
                    "The storage did not confirm. Ask again with the same Idempotency-Key: if it took effect, you get that answer.");
            case BadHttpRequestException bad:
                return ApiProblem.ForStatus(bad.StatusCode);
            default:
                LogFailed(logger, exception);
                return ApiProblem.ForStatus(StatusCodes.Status500InternalServerError);
        }
    }

    private static void RetryAfter(HttpContext context, TimeSpan pause) =>
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(2001, LogLevel.Error, "A request failed by a fault of this program.")]
    private static partial void LogFailed(ILogger logger, Exception cause);

    [LoggerMessage(2002, LogLevel.Warning, "The engine did not confirm a command.")]
    private static partial void LogEngineFailed(ILogger logger, Exception cause);
}
