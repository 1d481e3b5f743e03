using System.Text;
using System.Text.Json;
using Approvals.Cluster.Tests.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Client;
using Approvals.GrainContracts.Credentials;

namespace Approvals.Cluster.Tests;

/// <summary>Who calls a grain proves who they are, each time, and may what their credential says.</summary>
public sealed class CredentialTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef";

    private TestCluster? _cluster;

    private TestCluster Engine => _cluster ?? throw new InvalidOperationException("The cluster is not open.");

    public async ValueTask InitializeAsync()
    {
        _cluster = await TestCluster.NewAsync();
        await Engine.CreateTenantAsync(Demo.Tenant);
        await Engine.CreateTenantAsync(Demo.OtherTenant);
        await Engine.PutAsync(
            Key("agent", new KeyHolder.ForAgent(Demo.Agent)),
            Key("executor", new KeyHolder.ForExecutor(new ExecutorId("payments"))),
            Key("admin", new KeyHolder.ForAdmin()),
            Key("auditor", new KeyHolder.ForAuditor()));
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }

    [Fact]
    public async Task CallWithoutACredential_IsRefused()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        RequestContext.Clear();

        var refused = await Assert.ThrowsAsync<ClusterException>(() =>
            Engine.Cluster.Client.GetGrain<IRequestGrain>(GrainKeys.Of(request.Tenant, request.Id)).FindAsync());

        Assert.Equal(FailureKind.Refused, refused.Kind);
    }

    [Fact]
    public async Task GatewayOfAnotherSecret_IsRefused()
    {
        var stranger = Engine.As(new CallCredential.Gateway(GatewaySecret.Draw(), TimeProvider.System));

        await Assert.ThrowsAsync<CallRefusedException>(() => stranger.Requests.ListAsync(Demo.Tenant, Demo.Everything, default));
    }

    [Fact]
    public async Task AssertionForOneTenant_IsNoneForAnother()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        RequestContext.Set(CallCredential.Header, Engine.Secret.Assert(Demo.OtherTenant, TimeProvider.System.GetUtcNow()));

        var refused = await Assert.ThrowsAsync<ClusterException>(() =>
            Engine.Cluster.Client.GetGrain<IRequestGrain>(GrainKeys.Of(request.Tenant, request.Id)).FindAsync());

        Assert.Equal(FailureKind.Refused, refused.Kind);
    }

    [Fact]
    public async Task TenantNamedAsAKindOfGrain_IsOneAsAnyOther()
    {
        var tenant = new TenantId("tenant");
        await Engine.CreateTenantAsync(tenant);
        var request = await Engine.SubmitAsync(Demo.Payment("pay", tenant: tenant));

        await Engine.ReviewedAsync(request, Demo.Alice);
        await Engine.ReviewedAsync(request, Demo.Bob);
        var claimed = await Engine.ClaimAsync(request);

        Assert.IsType<ClaimOutcome.Granted>(claimed.Outcome);
        Assert.Single((await Engine.ListAsync(Demo.Everything, tenant)).Items);
    }

    [Theory]
    [InlineData("apk_agent_wrong")]
    [InlineData("apk_nobody_0123456789abcdef")]
    [InlineData("apk_agent")]
    [InlineData("apk___")]
    [InlineData("")]
    public async Task KeyThatIsNone_IsRefused(string key) => await Assert.ThrowsAsync<CallRefusedException>(
        () => With(key).Requests.SubmitAsync(Demo.Payment("pay"), default));

    [Fact]
    public async Task KeyOfOneTenant_IsNoneInAnother() => await Assert.ThrowsAsync<CallRefusedException>(
        () => Agent.Requests.SubmitAsync(Demo.Payment("pay", tenant: Demo.OtherTenant), default));

    [Fact]
    public async Task RevokedKey_IsWorthNothing()
    {
        await Engine.PutAsync(new TenantChange.RevokeKey(new KeyId("agent")));
        await Engine.AdvanceAsync(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<CallRefusedException>(() => Agent.Requests.SubmitAsync(Demo.Payment("pay"), default));
    }

    [Fact]
    public async Task Agent_AsksWaitsClaimsAndReportsForItself()
    {
        var created = Assert.IsType<SubmitOutcome.Created>(await Agent.Requests.SubmitAsync(Demo.Payment("pay"), default)).Request;
        await Engine.ReviewedAsync(created, Demo.Alice);
        await Engine.ReviewedAsync(created, Demo.Bob);

        var decided = await Agent.Requests.WaitForDecisionAsync(created.Tenant, created.Id, TimeSpan.FromSeconds(10), default);
        var claimed = await Agent.Requests.ClaimAsync(created.Tenant, created.Id, Commands.ClaimOf(created), default);
        var reported = await Agent.Requests.ReportAsync(created.Tenant, created.Id, Commands.SuccessOf(created), default);

        Assert.Equal(RequestStatus.Approved, decided!.Status);
        Assert.NotNull(claimed.Permit);
        Assert.IsType<ReportOutcome.Recorded>(reported);
        Assert.Single((await Agent.Requests.ListAsync(Demo.Tenant, Viewing(new Viewer.Agent(Demo.Agent)), default)).Items);
    }

    [Fact]
    public async Task Agent_DoesNothingOfOthers()
    {
        var other = new AgentId("other-agent");
        var theirs = await Engine.SubmitAsync(Demo.Ask("payment.send", "theirs", """{"amount":900}""", agent: other));

        Assert.Null(await Agent.Requests.FindAsync(theirs.Tenant, theirs.Id, default));
        await AssertRefusedAsync(() => Agent.Requests.SubmitAsync(Demo.Ask("payment.send", "as other", agent: other), default));
        await AssertRefusedAsync(() => Agent.Requests.SubmitAsync(Demo.Payment("pay") with { Id = theirs.Id }, default));
        await AssertRefusedAsync(() => Agent.Requests.CancelAsync(theirs.Tenant, theirs.Id, other, default));
        await AssertRefusedAsync(() => Agent.Requests.ClaimAsync(theirs.Tenant, theirs.Id, Commands.ClaimOf(theirs), default));
        await AssertRefusedAsync(() => Agent.Requests.ListAsync(Demo.Tenant, Viewing(new Viewer.Agent(other)), default));
        await AssertRefusedAsync(() => Agent.Requests.ListAsync(Demo.Tenant, Demo.Everything, default));
    }

    [Fact]
    public async Task Waiting_TellsNothingOfOthersRequests()
    {
        var other = new AgentId("other-agent");
        await Engine.PutAsync(new TenantChange.PutAgent(new Agent(other)), Key("other", new KeyHolder.ForAgent(other)));
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var ours = Waits($"apk_agent_{Secret}", request);
        var theirs = Waits($"apk_other_{Secret}", request);

        // For whom there is no such request, there is nothing to wait for.
        await Task.WhenAll(theirs).InTime();

        Assert.All(ours, wait => Assert.False(wait.IsCompleted));
        await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);
        await Task.WhenAll(ours).InTime();
    }

    [Theory]
    [InlineData("agent")]
    [InlineData("executor")]
    [InlineData("admin")]
    [InlineData("auditor")]
    public async Task NoKey_Reviews(string key)
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));

        await AssertRefusedAsync(() => With($"apk_{key}_{Secret}").Requests.ReviewAsync(
            request.Tenant, request.Id, Demo.Alice, Verdict.Approve.Says(request.Action.Digest), default));
    }

    [Fact]
    public async Task OnlyAdmins_ChangeAndPublish()
    {
        var admin = With($"apk_admin_{Secret}");
        var auditor = With($"apk_auditor_{Secret}");
        var publication = Demo.Publish(Demo.Releases, Demo.ReleasesSource + "\n# 2");

        Assert.IsType<PublishOutcome.Published>(await admin.Policies.PublishAsync(Demo.Tenant, publication, default));
        Assert.IsType<TenantOutcome.Stored>(await admin.Tenants.ChangeAsync(Demo.Tenant, [Demo.Key("k9")], default));
        Assert.NotNull(await auditor.Tenants.FindAsync(Demo.Tenant, default));
        await AssertRefusedAsync(() => admin.Tenants.CreateAsync(new TenantId("new"), [], default));
        await AssertRefusedAsync(() => auditor.Policies.PublishAsync(Demo.Tenant, publication, default));
        await AssertRefusedAsync(() => auditor.Tenants.ChangeAsync(Demo.Tenant, [], default));
        await AssertRefusedAsync(() => Agent.Tenants.FindAsync(Demo.Tenant, default).AsTask());
    }

    [Fact]
    public async Task DigestThatIsNotTheActions_IsRefused()
    {
        var submission = Demo.Payment("pay");
        var other = RequestedAction.Create("payment.send", CanonicalJson.Create(JsonElement.Parse("""{"amount":5}"""))).Digest;

        await Assert.ThrowsAsync<ContractException>(() => Agent.Requests.SubmitAsync(
            submission with { Action = submission.Action with { Digest = other } }, default));
    }

    [Theory]
    [InlineData("payment.send\u200B", null)]
    [InlineData("payment.*", null)]
    [InlineData("payment.send", "production\u180B")]
    [InlineData("payment.send", "prod uction")]
    public async Task NameThatRulesCannotTellFromOthers_IsRefused(string tool, string? environment)
    {
        var submission = Demo.Payment("pay");
        var action = RequestedAction.Create(tool, submission.Action.Args, environment);

        await Assert.ThrowsAsync<ContractException>(() => Engine.Requests.SubmitAsync(submission with { Action = action }, default));

        Assert.Null(await Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(3601)]
    public async Task LeaseOutOfItsBounds_IsRefused(int seconds)
    {
        var approved = await Engine.SubmitApprovedAsync("pay");

        await Assert.ThrowsAsync<ContractException>(() => Agent.Requests.ClaimAsync(
            approved.Tenant, approved.Id, Commands.ClaimOf(approved) with { Lease = TimeSpan.FromSeconds(seconds) }, default));

        Assert.Equal(ExecutionState.None, (await Engine.FoundAsync(approved)).Execution);
    }

    [Theory]
    [InlineData(2, "{}")]
    [InlineData(1, "")]
    [InlineData(1, "[1,2")]
    [InlineData(1, """{"unheardOf":1}""")]
    [InlineData(1, "null")]
    public async Task MessageThatIsNotUnderstood_IsRefused(int contract, string json)
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var refused = await AskAsync(request, new Envelope(contract, Encoding.UTF8.GetBytes(json)));

        Assert.Equal(FailureKind.Contract, refused.Kind);
        Comparing.AssertSame(request, await Engine.FindAsync(request));
    }

    [Fact]
    public async Task MessageThatIsTooLong_IsRefused()
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay"));
        var refused = await AskAsync(request, new Envelope(Envelope.Current, new byte[Envelope.MaxSubmissionBytes + 1]));

        Assert.Equal(FailureKind.Contract, refused.Kind);
        Assert.Contains("longer than", refused.Message, StringComparison.Ordinal);
    }

    private ClusterApprovals Agent => With($"apk_agent_{Secret}");

    private static RequestFilter Viewing(Viewer viewer) => new() { Viewer = viewer };

    private static Task AssertRefusedAsync<T>(Func<Task<T>> call) => Assert.ThrowsAsync<CallRefusedException>(call);

    private static TenantChange Key(string id, KeyHolder holder) => new TenantChange.AddKey(new ApiKey
    {
        Id = new KeyId(id),
        Holder = holder,
        SecretHash = ContentHash.Of(Encoding.ASCII.GetBytes(Secret)),
        CreatedAt = ManualTime.Start,
    });

    /// <summary>Waits for its decision, and for any change, each by one call to the grain.</summary>
    private Task[] Waits(string key, ApprovalRequest request)
    {
        RequestContext.Set(CallCredential.Header, key);
        var grain = Engine.Cluster.Client.GetGrain<IRequestGrain>(GrainKeys.Of(request.Tenant, request.Id));
        return [grain.WaitAsync(Waiting.Longest), grain.WaitForChangeAsync(request.Version, Waiting.Longest)];
    }

    private ClusterApprovals With(string key) => Engine.As(new CallCredential.Key(key));

    private async Task<ClusterException> AskAsync(ApprovalRequest request, Envelope envelope)
    {
        RequestContext.Set(CallCredential.Header, Engine.Secret.Assert(request.Tenant, TimeProvider.System.GetUtcNow()));
        return await Assert.ThrowsAsync<ClusterException>(() =>
            Engine.Cluster.Client.GetGrain<IRequestGrain>(GrainKeys.Of(request.Tenant, request.Id)).SubmitAsync(envelope));
    }
}
