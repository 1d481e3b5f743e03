using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Embedded.Tests.Fixture;

/// <summary>The commands as most tests give them.</summary>
internal static class Commands
{
    /// <summary>The request as it was created.</summary>
    public static async Task<ApprovalRequest> SubmitAsync(this TestEngine engine, Submission submission) =>
        Assert.IsType<SubmitOutcome.Created>(await engine.Engine.Requests.SubmitAsync(submission, default).InTime()).Request;

    public static Task<ReviewOutcome> ReviewAsync(
        this TestEngine engine, ApprovalRequest request, ReviewerId reviewer, Verdict verdict = Verdict.Approve) =>
        engine.Engine.Requests
            .ReviewAsync(request.Tenant, request.Id, reviewer, verdict.Says(request.Action.Digest), default)
            .InTime();

    /// <summary>A review that counts, and the request after it.</summary>
    public static async Task<ApprovalRequest> ReviewedAsync(
        this TestEngine engine, ApprovalRequest request, ReviewerId reviewer, Verdict verdict = Verdict.Approve) =>
        Assert.IsType<ReviewOutcome.Recorded>(await engine.ReviewAsync(request, reviewer, verdict)).Request;

    public static async Task<ApprovalRequest> SubmitApprovedAsync(this TestEngine engine, string key)
    {
        var request = await engine.SubmitAsync(Demo.Payment(key));
        await engine.ReviewedAsync(request, Demo.Alice);
        return await engine.ReviewedAsync(request, Demo.Bob);
    }

    public static Task<ClaimAnswer> ClaimAsync(
        this TestEngine engine, ApprovalRequest request, string? operationKey = "op") =>
        engine.Engine.Requests.ClaimAsync(request.Tenant, request.Id, ClaimOf(request, operationKey), default).InTime();

    public static ClaimCommand ClaimOf(ApprovalRequest request, string? operationKey) =>
        new(new Claimant.Agent(request.Agent), request.Action.Digest, Executor: null, ClaimCommand.StandardLease, operationKey);

    public static Task<ReportOutcome> ReportAsync(this TestEngine engine, ApprovalRequest request) =>
        engine.Engine.Requests.ReportAsync(request.Tenant, request.Id, SuccessOf(request), default).InTime();

    public static ReportCommand SuccessOf(ApprovalRequest request) =>
        new(new Claimant.Agent(request.Agent), ReportedOutcome.Succeeded, Detail: null);

    public static Task<ApprovalRequest?> FindAsync(this TestEngine engine, ApprovalRequest request) =>
        engine.Engine.Requests.FindAsync(request.Tenant, request.Id, default).InTime();

    /// <summary>The request, which is there.</summary>
    public static async Task<ApprovalRequest> FoundAsync(this TestEngine engine, ApprovalRequest request)
    {
        var found = await engine.FindAsync(request);
        Assert.NotNull(found);
        return found;
    }

    public static Task<ApprovalRequest?> WaitAsync(
        this TestEngine engine, ApprovalRequest request, TimeSpan atMost, CancellationToken cancellation = default) =>
        engine.Engine.Requests.WaitForDecisionAsync(request.Tenant, request.Id, atMost, cancellation).InTime();

    public static Task<RequestPage> ListAsync(this TestEngine engine, RequestFilter filter, TenantId? tenant = null) =>
        engine.Engine.Requests.ListAsync(tenant ?? Demo.Tenant, filter, default).InTime();

    public static Task<PublishOutcome> PublishAsync(
        this TestEngine engine, PolicyName name, string source, int? ifVersion = null) =>
        engine.Engine.Policies.PublishAsync(Demo.Tenant, Demo.Publish(name, source, ifVersion), default).InTime();
}
