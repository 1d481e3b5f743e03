using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Asking: one request for one id, decided or escalated as the policies say.</summary>
public abstract class SubmittingConformance(OpenEngine open) : ConformanceTest(open)
{
    [Fact]
    public async Task ManySubmissionsAtOnce_AreAllThereAfterACrash()
    {
        var requests = await Engine.AtOnceAsync(300, i => Engine.SubmitAsync(Demo.Payment($"pay {i}", amount: 101 + i)));

        await Engine.CrashAsync();

        foreach (var request in requests)
        {
            Comparing.AssertSame(request, await Engine.FindAsync(request));
        }
    }

    [Fact]
    public async Task SubmissionsUnderOneId_CreateOneRequest()
    {
        var outcomes = await Engine.AtOnceAsync(64, _ => Engine.Requests.SubmitAsync(Demo.Payment("pay"), default));

        var created = Assert.Single(outcomes.OfType<SubmitOutcome.Created>()).Request;
        var repeated = outcomes.OfType<SubmitOutcome.Repeated>().ToArray();
        Assert.Equal(63, repeated.Length);
        Assert.All(repeated, r => Comparing.AssertSame(created, r.Request));
    }

    [Fact]
    public async Task DifferentSubmissionsUnderOneId_CreateOneRequest()
    {
        var outcomes = await Engine.AtOnceAsync(16, i => Engine.Requests.SubmitAsync(Demo.Payment("pay", amount: 101 + i), default));

        var created = Assert.Single(outcomes.OfType<SubmitOutcome.Created>()).Request;
        var refused = outcomes.OfType<SubmitOutcome.IdempotencyMismatch>().ToArray();
        Assert.Equal(15, refused.Length);
        Assert.All(refused, r => Comparing.AssertSame(created, r.Request));
        Comparing.AssertSame(created, await Engine.FindAsync(created));
    }

    [Fact]
    public async Task AnotherActionUnderTheSameId_IsRefusedAndChangesNothing()
    {
        var first = await Engine.SubmitAsync(Demo.Payment("pay", amount: 500));

        var outcome = await Engine.Requests.SubmitAsync(Demo.Payment("pay", amount: 501), default);

        Comparing.AssertSame(first, Assert.IsType<SubmitOutcome.IdempotencyMismatch>(outcome).Request);
        Comparing.AssertSame(first, await Engine.FindAsync(first));
    }

    [Fact]
    public async Task Repetition_IsToldTheRequestAsItStands()
    {
        var approved = await Engine.SubmitApprovedAsync("pay");

        var outcome = await Engine.Requests.SubmitAsync(Demo.Payment("pay"), default);

        Comparing.AssertSame(approved, Assert.IsType<SubmitOutcome.Repeated>(outcome).Request);
    }

    [Fact]
    public async Task RepetitionWhoseFirstAnswerWasNotWaitedFor_FindsOneRequest()
    {
        using var cancellation = new CancellationTokenSource();
        var first = Engine.Requests.SubmitAsync(Demo.Payment("pay"), cancellation.Token);
        await cancellation.CancelAsync();
        await first.ContinueWith(static _ => { }, TaskScheduler.Default).InTime();

        var outcome = await Engine.Requests.SubmitAsync(Demo.Payment("pay"), default).InTime();

        var request = outcome switch
        {
            SubmitOutcome.Created(var created) => created,
            SubmitOutcome.Repeated(var repeated) => repeated,
            _ => null,
        };
        Assert.NotNull(request);
        Comparing.AssertSame(request, Assert.Single((await Engine.ListAsync(Demo.Everything)).Items));
    }

    [Theory]
    [InlineData(500, RequestStatus.Pending)]
    [InlineData(100, RequestStatus.Approved)]
    public async Task Policies_DecideWhatIsCreated(int amount, RequestStatus status)
    {
        var request = await Engine.SubmitAsync(Demo.Payment("pay", amount));

        Assert.Equal(status, request.Status);
        var inForce = (await Engine.Policies.FindAsync(Demo.Tenant, default)).Policies.Single(p => p.Policy.Name == Demo.Payments);
        Assert.Equal(inForce.Pin, Assert.Single(request.Evaluation.Policies));
    }

    [Fact]
    public async Task ActionThatNoRuleNames_IsDenied()
    {
        var request = await Engine.SubmitAsync(Demo.Ask("database.drop", "drop"));

        Assert.Equal((RequestStatus.Denied, DecidedBy.Policy), (request.Status, request.Decision!.By));
    }

    [Fact]
    public async Task Deadline_IsCountedFromTheAsking()
    {
        await Engine.AdvanceAsync(TimeSpan.FromMinutes(3));

        var request = await Engine.SubmitAsync(Demo.Payment("pay"));

        Assert.Equal((Engine.Now, Engine.Now + Demo.Timeout), (request.CreatedAt, request.ExpiresAt));
    }

    [Fact]
    public async Task OwnerOfTheAgent_IsWhoItWasAtTheAsking()
    {
        await Engine.PutAsync(new TenantChange.PutAgent(new Agent(Demo.Agent, Demo.Alice)));
        var request = await Engine.SubmitAsync(Demo.Payment("pay", amount: 100));
        await Engine.PutAsync(new TenantChange.PutAgent(new Agent(Demo.Agent, Demo.Bob)));

        Assert.Equal(Demo.Alice, (await Engine.FoundAsync(request)).Owner);
        Assert.Equal(Demo.Bob, (await Engine.SubmitAsync(Demo.Payment("later", amount: 100))).Owner);
    }

    [Fact]
    public async Task SlotsThatNobodyCanFill_FallToOwners()
    {
        await Engine.EscalateAsync("ship", "{ roles: [director] }");

        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.Equal(RequestStatus.Pending, request.Status);
        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(request, Demo.Carol)).Status);
    }

    [Fact]
    public async Task QuorumThatEvenOwnersCannotFill_IsDeniedAtOnce()
    {
        await Engine.EscalateAsync("ship", "{ roles: [director], threshold: 2 }");

        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.Equal((RequestStatus.Denied, DecidedBy.Policy), (request.Status, request.Decision!.By));
        Assert.Equal(Decision.QuorumImpossible, request.Decision.Code);
    }

    [Fact]
    public async Task Tenant_MustExist()
    {
        var submission = Demo.Ask("payment.send", "pay", tenant: new TenantId("nobody"));

        await Assert.ThrowsAnyAsync<EngineException>(() => Engine.Requests.SubmitAsync(submission, default).InTime());
        Assert.Null(await Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
    }
}
