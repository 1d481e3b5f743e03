using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class SubmissionTests
{
    [Fact]
    public async Task AThousandConcurrentSubmissions_AreAllThereAfterReopening()
    {
        await using var engine = await TestEngine.NewAsync();
        var requests = await Task.WhenAll(Enumerable.Range(1, 1_000)
            .Select(i => Task.Run(() => engine.SubmitAsync(Demo.Payment($"pay {i}", amount: 100 + i)))));

        await engine.ReopenAsync();

        foreach (var request in requests)
        {
            Comparing.AssertSame(request, await engine.FindAsync(request));
        }
    }

    [Fact]
    public async Task SubmissionsUnderOneId_CreateOneRequest()
    {
        await using var engine = await TestEngine.NewAsync();
        Task<SubmitOutcome>[] submissions;
        await using (await engine.HoldWriterAsync())
        {
            submissions = [.. Enumerable.Range(1, 64).Select(_ => engine.Engine.Requests.SubmitAsync(Demo.Payment("pay"), default))];
        }

        var outcomes = await Task.WhenAll(submissions).InTime();

        var created = Assert.Single(outcomes.OfType<SubmitOutcome.Created>()).Request;
        var repeated = outcomes.OfType<SubmitOutcome.Repeated>().ToArray();
        Assert.Equal(63, repeated.Length);
        Assert.All(repeated, r => Comparing.AssertSame(created, r.Request));
    }

    [Fact]
    public async Task AnotherActionUnderTheSameId_IsRefusedAndChangesNothing()
    {
        await using var engine = await TestEngine.NewAsync();
        var first = await engine.SubmitAsync(Demo.Payment("pay", amount: 500));

        var outcome = await engine.Engine.Requests.SubmitAsync(Demo.Payment("pay", amount: 501), default);

        Comparing.AssertSame(first, Assert.IsType<SubmitOutcome.IdempotencyMismatch>(outcome).Request);
        Comparing.AssertSame(first, await engine.FindAsync(first));
    }

    [Theory]
    [InlineData(500, RequestStatus.Pending)]
    [InlineData(100, RequestStatus.Approved)]
    public async Task Policies_DecideWhatIsCreated(int amount, RequestStatus status)
    {
        await using var engine = await TestEngine.NewAsync();

        var request = await engine.SubmitAsync(Demo.Payment("pay", amount));

        Assert.Equal(status, request.Status);
    }

    [Fact]
    public async Task ActionThatNoRuleNames_IsDenied()
    {
        await using var engine = await TestEngine.NewAsync();

        var request = await engine.SubmitAsync(Demo.Ask("database.drop", "drop"));

        Assert.Equal((RequestStatus.Denied, DecidedBy.Policy), (request.Status, request.Decision!.By));
    }

    [Fact]
    public async Task Tenant_MustExist()
    {
        await using var engine = await TestEngine.NewAsync();
        var submission = Demo.Ask("payment.send", "pay", tenant: new TenantId("nobody"));

        await Assert.ThrowsAsync<EngineException>(() => engine.Engine.Requests.SubmitAsync(submission, default));
        Assert.Null(await engine.Engine.Requests.FindAsync(submission.Tenant, submission.Id, default));
    }
}
