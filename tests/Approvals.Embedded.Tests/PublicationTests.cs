using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class PublicationTests
{
    private static readonly string Generous = Demo.PaymentsSource.Replace("gt: 100", "gt: 1000", StringComparison.Ordinal);

    [Fact]
    public async Task Publication_IsTheNextVersion()
    {
        await using var engine = await TestEngine.NewAsync();
        engine.Time.Advance(TimeSpan.FromHours(1));

        var published = Published(await engine.PublishAsync(Demo.Payments, Generous, ifVersion: 1));

        Assert.Equal((2, Generous, "tests"), (published.Version, published.Source, published.PublishedBy));
        Assert.Equal(ManualTime.Start + TimeSpan.FromHours(1), published.PublishedAt);
        Assert.Same(published, await InForceAsync(engine));
    }

    [Fact]
    public async Task SameSource_KeepsTheVersion()
    {
        await using var engine = await TestEngine.NewAsync();
        var first = await InForceAsync(engine);

        var again = Published(await engine.PublishAsync(Demo.Payments, Demo.PaymentsSource));

        Assert.Same(first, again);
        await engine.ReopenAsync();
        Assert.Equal(1, (await InForceAsync(engine)).Version);
    }

    [Fact]
    public async Task SourceThatWasPublishedBefore_IsANewVersionWhereAnotherIsInForce()
    {
        await using var engine = await TestEngine.NewAsync();
        await engine.PublishAsync(Demo.Payments, Generous);

        Assert.Equal(3, Published(await engine.PublishAsync(Demo.Payments, Demo.PaymentsSource)).Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task AnotherVersionThanTheAuthorSaw_IsRefusedAndChangesNothing(int seen)
    {
        await using var engine = await TestEngine.NewAsync();
        var before = await InForceAsync(engine);

        var outcome = await engine.PublishAsync(Demo.Payments, Generous, ifVersion: seen);

        Assert.Equal(1, Assert.IsType<PublishOutcome.VersionMismatch>(outcome).InForce);
        Assert.Same(before, await InForceAsync(engine));
    }

    [Fact]
    public async Task DocumentThatDoesNotCompile_IsRefusedAndChangesNothing()
    {
        await using var engine = await TestEngine.NewAsync();
        var before = await InForceAsync(engine);

        var outcome = await engine.PublishAsync(Demo.Payments, "policy: payments\nrules: []");

        Assert.NotEmpty(Assert.IsType<PublishOutcome.Refused>(outcome).Errors);
        Assert.Same(before, await InForceAsync(engine));
        await engine.ReopenAsync();
        Assert.Equal(before.Pin, (await InForceAsync(engine)).Pin);
    }

    [Fact]
    public async Task SubmissionAfterTheAnswer_IsEvaluatedWithThePublication()
    {
        await using var engine = await TestEngine.NewAsync();
        for (var i = 1; i <= 20; i++)
        {
            var published = Published(await engine.PublishAsync(Demo.Payments, $"{Demo.PaymentsSource}\n# {i}"));

            var request = await engine.SubmitAsync(Demo.Payment($"pay {i}"));

            Assert.Equal(published.Pin, Assert.Single(request.Evaluation.Policies));
        }
    }

    [Fact]
    public async Task SubmissionThatWaitsBehindAPublication_IsEvaluatedWithIt()
    {
        await using var engine = await TestEngine.NewAsync();
        Task<PublishOutcome> publishing;
        Task<ApprovalRequest> submitting;
        await using (await engine.HoldWriterAsync())
        {
            publishing = engine.PublishAsync(Demo.Payments, Generous);
            submitting = engine.SubmitAsync(Demo.Payment("pay", amount: 500));
        }

        Assert.Equal(2, Published(await publishing).Version);
        Assert.Equal(RequestStatus.Approved, (await submitting).Status);
    }

    [Fact]
    public async Task Publication_NeverChangesAPendingRequest()
    {
        await using var engine = await TestEngine.NewAsync();
        var pending = await engine.SubmitAsync(Demo.Payment("pay", amount: 500));
        await engine.PublishAsync(Demo.Payments, Generous.Replace("threshold: 2", "threshold: 1", StringComparison.Ordinal));

        Comparing.AssertSame(pending, await engine.FindAsync(pending));
        Assert.Equal(RequestStatus.Pending, (await engine.ReviewedAsync(pending, Demo.Alice)).Status);
        Assert.Equal(RequestStatus.Approved, (await engine.ReviewedAsync(pending, Demo.Bob)).Status);
    }

    [Fact]
    public async Task ConcurrentPublications_AreVersionsOneAfterTheOther()
    {
        await using var engine = await TestEngine.NewAsync();
        Task<PublishOutcome>[] publishing;
        await using (await engine.HoldWriterAsync())
        {
            publishing = [.. Enumerable.Range(1, 8).Select(i => engine.PublishAsync(Demo.Payments, $"{Demo.PaymentsSource}\n# {i}"))];
        }

        var versions = (await Task.WhenAll(publishing)).Select(o => Published(o).Version);

        Assert.Equal(Enumerable.Range(2, 8), versions.Order());
    }

    [Fact]
    public async Task AuthorsWhoSawTheSameVersion_DoNotOverwriteEachOther()
    {
        await using var engine = await TestEngine.NewAsync();
        Task<PublishOutcome> first, second;
        await using (await engine.HoldWriterAsync())
        {
            first = engine.PublishAsync(Demo.Payments, Generous, ifVersion: 1);
            second = engine.PublishAsync(Demo.Payments, Demo.PaymentsSource + "\n# mine", ifVersion: 1);
        }

        Assert.Equal(2, Published(await first).Version);
        Assert.Equal(2, Assert.IsType<PublishOutcome.VersionMismatch>(await second).InForce);
    }

    private static PublishedPolicy Published(PublishOutcome outcome) =>
        Assert.IsType<PublishOutcome.Published>(outcome).Policy;

    private static async Task<PublishedPolicy> InForceAsync(TestEngine engine) =>
        (await engine.Engine.Policies.FindAsync(Demo.Tenant, default)).Policies.Single(p => p.Policy.Name == Demo.Payments);
}
