using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

/// <summary>Two tenants with the same names in them.</summary>
public sealed class TenantIsolationTests
{
    [Fact]
    public async Task RequestOfAnotherTenant_IsNotFound()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CreateTenantAsync(Demo.OtherTenant);
        var pending = await engine.SubmitAsync(Demo.Payment("pending"));
        var approved = await engine.SubmitApprovedAsync("approved");
        var foreignPending = pending with { Tenant = Demo.OtherTenant };
        var foreignApproved = approved with { Tenant = Demo.OtherTenant };

        Assert.Null(await engine.FindAsync(foreignPending));
        Assert.Null(await engine.WaitAsync(foreignPending, TimeSpan.FromHours(1)));
        Assert.IsType<ReviewOutcome.NotFound>(await engine.ReviewAsync(foreignPending, Demo.Alice));
        Assert.IsType<ClaimOutcome.NotFound>((await engine.ClaimAsync(foreignApproved)).Outcome);
        Assert.IsType<ReportOutcome.NotFound>(await engine.ReportAsync(foreignApproved));
        Comparing.AssertSame(pending, await engine.FindAsync(pending));
        Comparing.AssertSame(approved, await engine.FindAsync(approved));
    }

    [Fact]
    public async Task Lists_HoldTheTenantsOwnRequestsOnly()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CreateTenantAsync(Demo.OtherTenant);
        var mine = await engine.SubmitAsync(Demo.Payment("pay"));
        var theirs = await engine.SubmitAsync(
            Demo.Ask("payment.send", "pay", """{"amount":500}""", tenant: Demo.OtherTenant));
        var filter = new RequestFilter { Viewer = new Viewer.Auditor() };

        Assert.Equal(mine.Id, Assert.Single((await engine.ListAsync(filter)).Items).Id);
        Assert.Equal(theirs.Id, Assert.Single((await engine.ListAsync(filter, Demo.OtherTenant)).Items).Id);
    }

    [Fact]
    public async Task PolicyOfAnotherTenant_DecidesNothing()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.CreateTenantAsync(Demo.OtherTenant);
        await engine.PublishAsync(Demo.Payments, Demo.PaymentsSource.Replace("gt: 100", "gt: 1000", StringComparison.Ordinal));

        var mine = await engine.SubmitAsync(Demo.Payment("pay", amount: 500));
        var theirs = await engine.SubmitAsync(
            Demo.Ask("payment.send", "pay", """{"amount":500}""", tenant: Demo.OtherTenant));

        Assert.Equal((RequestStatus.Approved, RequestStatus.Pending), (mine.Status, theirs.Status));
    }

    [Fact]
    public async Task ReviewerOfAnotherTenant_IsNone()
    {
        await using var engine = await TestEngine.NewAsync();
        Assert.IsType<TenantOutcome.Stored>(await engine.Engine.Tenants.CreateAsync(Demo.OtherTenant, [], default));
        await engine.Engine.Policies.PublishAsync(
            Demo.OtherTenant, Demo.Publish(Demo.Payments, Demo.PaymentsSource), default);
        var theirs = await engine.SubmitAsync(
            Demo.Ask("payment.send", "pay", """{"amount":500}""", tenant: Demo.OtherTenant));

        Assert.IsType<ReviewOutcome.NotAReviewer>(await engine.ReviewAsync(theirs, Demo.Alice));
        Comparing.AssertSame(theirs, await engine.FindAsync(theirs));
    }
}
