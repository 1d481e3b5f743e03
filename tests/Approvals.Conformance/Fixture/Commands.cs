using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Fixture;

/// <summary>The commands as most tests give them.</summary>
public static class Commands
{
    /// <summary>The request as it was created.</summary>
    public static async Task<ApprovalRequest> SubmitAsync(this IEngineUnderTest engine, Submission submission) =>
        Assert.IsType<SubmitOutcome.Created>(await engine.Requests.SubmitAsync(submission, default).InTime()).Request;

    /// <summary>
    /// A request that two of finance decide, and that nothing happens to for fifteen days: for tests that let time pass
    /// and do not mean that.
    /// </summary>
    public static async Task<ApprovalRequest> SubmitPatientAsync(this IEngineUnderTest engine, string key, TenantId? tenant = null)
    {
        const string Tool = "contract.sign";
        var source = Demo.Escalating(Tool, "{ threshold: 2, roles: [finance], timeout: 30d }");
        Assert.IsType<PublishOutcome.Published>(await engine.Policies.PublishAsync(
            tenant ?? Demo.Tenant, Demo.Publish(new PolicyName(Tool), source), default).InTime());
        return await engine.SubmitAsync(Demo.Ask(Tool, key, tenant: tenant));
    }

    public static Task<ReviewOutcome> ReviewAsync(
        this IEngineUnderTest engine, ApprovalRequest request, ReviewerId reviewer, Verdict verdict = Verdict.Approve) =>
        engine.Requests
            .ReviewAsync(request.Tenant, request.Id, reviewer, verdict.Says(request.Action.Digest), default)
            .InTime();

    /// <summary>A review that counts, and the request after it.</summary>
    public static async Task<ApprovalRequest> ReviewedAsync(
        this IEngineUnderTest engine, ApprovalRequest request, ReviewerId reviewer, Verdict verdict = Verdict.Approve) =>
        Assert.IsType<ReviewOutcome.Recorded>(await engine.ReviewAsync(request, reviewer, verdict)).Request;

    public static async Task<ApprovalRequest> SubmitApprovedAsync(this IEngineUnderTest engine, string key)
    {
        var request = await engine.SubmitAsync(Demo.Payment(key));
        await engine.ReviewedAsync(request, Demo.Alice);
        return await engine.ReviewedAsync(request, Demo.Bob);
    }

    public static Task<CancelOutcome> CancelAsync(this IEngineUnderTest engine, ApprovalRequest request, AgentId? agent = null) =>
        engine.Requests.CancelAsync(request.Tenant, request.Id, agent ?? request.Agent, default).InTime();

    public static Task<ClaimAnswer> ClaimAsync(
        this IEngineUnderTest engine, ApprovalRequest request, string? operationKey = "op") =>
        engine.Requests.ClaimAsync(request.Tenant, request.Id, ClaimOf(request, operationKey), default).InTime();

    public static Task<ClaimAnswer> ClaimAsync(this IEngineUnderTest engine, ApprovalRequest request, ClaimCommand claim) =>
        engine.Requests.ClaimAsync(request.Tenant, request.Id, claim, default).InTime();

    /// <summary>A payment that was approved and claimed.</summary>
    public static async Task<ApprovalRequest> SubmitClaimedAsync(this IEngineUnderTest engine, string key)
    {
        var approved = await engine.SubmitApprovedAsync(key);
        return Assert.IsType<ClaimOutcome.Granted>((await engine.ClaimAsync(approved)).Outcome).Request;
    }

    public static ClaimCommand ClaimOf(ApprovalRequest request, string? operationKey = "op") =>
        new(new Claimant.Agent(request.Agent), request.Action.Digest, Executor: null, ClaimCommand.StandardLease, operationKey);

    public static Task<ReportOutcome> ReportAsync(
        this IEngineUnderTest engine, ApprovalRequest request, ReportCommand? report = null) =>
        engine.Requests.ReportAsync(request.Tenant, request.Id, report ?? SuccessOf(request), default).InTime();

    public static Task<ResolveOutcome> ResolveAsync(this IEngineUnderTest engine, ApprovalRequest request, ResolveCommand resolution) =>
        engine.Requests.ResolveAsync(request.Tenant, request.Id, resolution, default).InTime();

    /// <summary>A payment whose lease ended without a report.</summary>
    public static async Task<ApprovalRequest> SubmitUnknownAsync(this IEngineUnderTest engine, string key)
    {
        var claimed = await engine.SubmitClaimedAsync(key);
        await engine.MovePastAsync(claimed.Claim!.LeaseEndsAt);
        var unknown = await engine.FoundAsync(claimed);
        Assert.Equal(ExecutionState.Unknown, unknown.Execution);
        return unknown;
    }

    public static ResolveCommand ResolutionBy(ReviewerId admin, ReportedOutcome outcome = ReportedOutcome.Succeeded) =>
        new(new Administrator.Person(admin), outcome, "The bank's statement shows it", Detail: null);

    public static ReportCommand SuccessOf(ApprovalRequest request) =>
        new(new Claimant.Agent(request.Agent), ReportedOutcome.Succeeded, Detail: null);

    public static Task<ApprovalRequest?> FindAsync(this IEngineUnderTest engine, ApprovalRequest request) =>
        engine.Requests.FindAsync(request.Tenant, request.Id, default).InTime();

    /// <summary>The request, which is there.</summary>
    public static async Task<ApprovalRequest> FoundAsync(this IEngineUnderTest engine, ApprovalRequest request)
    {
        var found = await engine.FindAsync(request);
        Assert.NotNull(found);
        return found;
    }

    public static Task<ApprovalRequest?> WaitAsync(
        this IEngineUnderTest engine, ApprovalRequest request, TimeSpan atMost, CancellationToken cancellation = default) =>
        engine.Requests.WaitForDecisionAsync(request.Tenant, request.Id, atMost, cancellation).InTime();

    public static Task<RequestPage> ListAsync(this IEngineUnderTest engine, RequestFilter filter, TenantId? tenant = null) =>
        engine.Requests.ListAsync(tenant ?? Demo.Tenant, filter, default).InTime();

    public static Task<PublishOutcome> PublishAsync(
        this IEngineUnderTest engine, PolicyName name, string source, int? ifVersion = null) =>
        engine.Policies.PublishAsync(Demo.Tenant, Demo.Publish(name, source, ifVersion), default).InTime();

    /// <summary>From now on the tool is escalated on these terms: an <c>approval</c> block in one line.</summary>
    public static async Task EscalateAsync(this IEngineUnderTest engine, string tool, params string[] terms) =>
        Assert.IsType<PublishOutcome.Published>(await engine.PublishAsync(new PolicyName(tool), Demo.Escalating(tool, terms)));

    public static Task<TenantOutcome> ChangeAsync(this IEngineUnderTest engine, TenantId tenant, params TenantChange[] changes) =>
        engine.Tenants.ChangeAsync(tenant, changes, default).InTime();

    /// <summary>Gives the demo tenant these persons, or their entries' places.</summary>
    public static async Task PutAsync(this IEngineUnderTest engine, params TenantChange[] people) =>
        Assert.IsType<TenantOutcome.Stored>(await engine.ChangeAsync(Demo.Tenant, people));

    /// <summary>The tenant, which is there.</summary>
    public static async Task<Tenant> FoundAsync(this IEngineUnderTest engine, TenantId id)
    {
        var tenant = await engine.Tenants.FindAsync(id, default);
        Assert.NotNull(tenant);
        return tenant;
    }

    /// <summary>Creates a tenant with the same directory and policies as the demo's.</summary>
    public static async Task CreateTenantAsync(this IEngineUnderTest engine, TenantId tenant)
    {
        Assert.IsType<TenantOutcome.Stored>(await engine.Tenants.CreateAsync(tenant, Demo.FirstEntries, default).InTime());
        foreach (var (name, source) in new[] { (Demo.Payments, Demo.PaymentsSource), (Demo.Releases, Demo.ReleasesSource) })
        {
            Assert.IsType<PublishOutcome.Published>(
                await engine.Policies.PublishAsync(tenant, Demo.Publish(name, source), default).InTime());
        }
    }

    /// <summary>The parked effects of the demo tenant, once there are so many.</summary>
    public static Task<ParkedPage> UntilParkedAsync(this IEngineUnderTest engine, int count)
    {
        async Task<ParkedPage> ListAsync()
        {
            using var limit = new CancellationTokenSource(Patience.Limit);
            while (true)
            {
                var page = await engine.Outbox.ListParkedAsync(Demo.Tenant, after: null, ParkedPage.MaxLimit, limit.Token);
                if (page.Items.Count == count)
                {
                    return page;
                }

                limit.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        return engine.PassUntilAsync(Task.Run(ListAsync));
    }

    public static Task AdvanceAsync(this IEngineUnderTest engine, TimeSpan by) => engine.MoveToAsync(engine.Now + by);

    /// <summary>One tick past this moment.</summary>
    public static Task MovePastAsync(this IEngineUnderTest engine, DateTimeOffset? moment) =>
        engine.MoveToAsync(moment!.Value.AddTicks(1));

    /// <summary>
    /// Gives the commands, numbered from 0, from many threads, so that they meet in the engine; their answers, in the
    /// same order.
    /// </summary>
    public static async Task<T[]> AtOnceAsync<T>(this IEngineUnderTest engine, int count, Func<int, Task<T>> command)
    {
        Task<T>[] given;
        await using (await engine.HoldAsync())
        {
            given = await Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Factory.StartNew(
                () => command(i), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default))).InTime();
        }

        return await Task.WhenAll(given).InTime();
    }
}
