using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Microsoft.Extensions.Logging;

namespace Approvals.Channels.Log;

/// <summary>Tells the server's log what waits and what was decided; never the arguments of an action.</summary>
internal sealed partial class LogChannel(ILogger<LogChannel> logger) : IChannel
{
    private static readonly Task<DeliveryResult> Done = Task.FromResult<DeliveryResult>(new DeliveryResult.Done());

    /// <inheritdoc/>
    public Task<DeliveryResult> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        var request = delivery.Request;
        switch (delivery.Effect)
        {
            case Effect.AskReviewers:
                var roles = string.Join(" and ", request.Evaluation.Requirements.SelectMany(r => r.Groups));
                LogAsked(logger, delivery.Id, request.Tenant, request.Id, request.Action.Tool, roles, request.Evaluation.Reason, request.ExpiresAt);
                break;
            case Effect.AskTier(var requirement, var tier):
                var next = request.Evaluation.Requirements[requirement].Tiers[tier];
                LogAskedToo(logger, delivery.Id, request.Tenant, request.Id, string.Join("/", next.Roles.Select(r => r.Value).Concat(next.Reviewers.Select(r => r.Value))));
                break;
            case Effect.AskOwners:
                LogAskedToo(logger, delivery.Id, request.Tenant, request.Id, WellKnownRoles.Owner.Value);
                break;
            case Effect.AskNext(var place):
                LogAskedToo(logger, delivery.Id, request.Tenant, request.Id, string.Join(" then ", request.Evaluation.Requirements[place].Groups));
                break;
            case Effect.Remind:
                LogReminded(logger, delivery.Id, request.Tenant, request.Id, request.ExpiresAt);
                break;
            case Effect.AnnounceDecision when request.Decision is { } decision:
                LogDecided(logger, delivery.Id, request.Tenant, request.Id, decision.Status, decision.By);
                break;
            case Effect.AnnounceUnknown when request.Claim is { } claim:
                LogUnknown(logger, delivery.Id, request.Tenant, request.Id, claim.Executor, claim.LeaseEndsAt);
                break;
            default:
                throw new InvalidOperationException($"{delivery.Effect.GetType().Name} does not fit request {request.Id}.");
        }

        return Done;
    }

    [LoggerMessage(3001, LogLevel.Information, "{Tenant}/{Request}: {Tool} waits for {Roles} ({Reason}), until {ExpiresAt:u} [{Effect}]")]
    private static partial void LogAsked(
        ILogger logger, EffectId effect, TenantId tenant, RequestId request, string tool, string roles, string reason, DateTimeOffset? expiresAt);

    [LoggerMessage(3004, LogLevel.Information, "{Tenant}/{Request}: {People} are asked as well [{Effect}]")]
    private static partial void LogAskedToo(ILogger logger, EffectId effect, TenantId tenant, RequestId request, string people);

    [LoggerMessage(3005, LogLevel.Information, "{Tenant}/{Request}: half of the time is over, until {ExpiresAt:u} [{Effect}]")]
    private static partial void LogReminded(ILogger logger, EffectId effect, TenantId tenant, RequestId request, DateTimeOffset? expiresAt);

    [LoggerMessage(3002, LogLevel.Information, "{Tenant}/{Request}: {Status} by {By} [{Effect}]")]
    private static partial void LogDecided(
        ILogger logger, EffectId effect, TenantId tenant, RequestId request, RequestStatus status, DecidedBy by);

    [LoggerMessage(3003, LogLevel.Warning, "{Tenant}/{Request}: {Executor} had a permit until {LeaseEndsAt:u} and reported nothing. Find out whether the action was executed [{Effect}]")]
    private static partial void LogUnknown(
        ILogger logger, EffectId effect, TenantId tenant, RequestId request, ExecutorId executor, DateTimeOffset leaseEndsAt);
}
