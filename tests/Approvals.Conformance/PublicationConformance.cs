using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;

namespace Approvals.Conformance;

/// <summary>Publications: one version after the other, in force from the answer on, and never for what was asked before.</summary>
public abstract class PublicationConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly string Generous = Demo.PaymentsSource.Replace("gt: 100", "gt: 1000", StringComparison.Ordinal);

    [Fact]
    public async Task Publication_IsTheNextVersion()
    {
        await Engine.AdvanceAsync(TimeSpan.FromHours(1));

        var published = Published(await Engine.PublishAsync(Demo.Payments, Generous, ifVersion: 1));

        Assert.Equal((2, Generous, "tests"), (published.Version, published.Source, published.PublishedBy));
        Assert.Equal(Engine.Now, published.PublishedAt);
        AssertSame(published, await InForceAsync());
    }

    [Fact]
    public async Task SameSource_KeepsTheVersion()
    {
        var first = await InForceAsync();

        var again = Published(await Engine.PublishAsync(Demo.Payments, Demo.PaymentsSource));

        AssertSame(first, again);
        await Engine.CrashAsync();
        Assert.Equal(1, (await InForceAsync()).Version);
    }

    [Fact]
    public async Task SourceThatWasPublishedBefore_IsANewVersionWhereAnotherIsInForce()
    {
        await Engine.PublishAsync(Demo.Payments, Generous);

        Assert.Equal(3, Published(await Engine.PublishAsync(Demo.Payments, Demo.PaymentsSource)).Version);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task AnotherVersionThanTheAuthorSaw_IsRefusedAndChangesNothing(int seen)
    {
        var before = await InForceAsync();

        var outcome = await Engine.PublishAsync(Demo.Payments, Generous, ifVersion: seen);

        Assert.Equal(1, Assert.IsType<PublishOutcome.VersionMismatch>(outcome).InForce);
        AssertSame(before, await InForceAsync());
    }

    [Fact]
    public async Task AuthorWhoMeansToChange_DoesNotAdd()
    {
        var (name, source) = (new PolicyName("refunds"), Demo.Escalating("refunds", "{ threshold: 1 }"));
        var changing = Demo.Publish(name, source) with { IfAny = true };

        Assert.Equal(0, Assert.IsType<PublishOutcome.VersionMismatch>(await Engine.Policies.PublishAsync(Demo.Tenant, changing, default)).InForce);
        Published(await Engine.PublishAsync(name, source));
        Assert.Equal(2, Published(await Engine.Policies.PublishAsync(Demo.Tenant, changing with { Source = source + "\n# more" }, default)).Version);
    }

    [Fact]
    public async Task EveryVersion_IsFoundAsItWasPublished_ByItsTenantAlone()
    {
        var first = await InForceAsync();
        var second = Published(await Engine.PublishAsync(Demo.Payments, Generous));
        await Engine.CrashAsync();

        Assert.Equal(PolicyVersion.Of(first), await FindAsync(1));
        Assert.Equal(PolicyVersion.Of(second), await FindAsync(2));
        Assert.Null(await FindAsync(0));
        Assert.Null(await FindAsync(3));
        Assert.Null(await Engine.Policies.FindVersionAsync(Demo.OtherTenant, Demo.Payments, 1, default));
        Assert.Null(await Engine.Policies.FindVersionAsync(Demo.Tenant, new PolicyName("none"), 1, default));

        Task<PolicyVersion?> FindAsync(int version) => Engine.Policies.FindVersionAsync(Demo.Tenant, Demo.Payments, version, default);
    }

    [Fact]
    public async Task DocumentThatDoesNotCompile_IsRefusedAndChangesNothing()
    {
        var before = await InForceAsync();

        var outcome = await Engine.PublishAsync(Demo.Payments, "policy: payments\nrules: []");

        Assert.NotEmpty(Assert.IsType<PublishOutcome.Refused>(outcome).Errors);
        AssertSame(before, await InForceAsync());
        await Engine.CrashAsync();
        Assert.Equal(before.Pin, (await InForceAsync()).Pin);
    }

    [Fact]
    public async Task SubmissionAfterTheAnswer_IsEvaluatedWithThePublication()
    {
        for (var i = 1; i <= 20; i++)
        {
            var published = Published(await Engine.PublishAsync(Demo.Payments, $"{Demo.PaymentsSource}\n# {i}"));

            var request = await Engine.SubmitAsync(Demo.Payment($"pay {i}"));

            Assert.Equal(published.Pin, Assert.Single(request.Evaluation.Policies));
        }
    }

    [Fact]
    public async Task Publication_NeverChangesAPendingRequest()
    {
        var pending = await Engine.SubmitAsync(Demo.Payment("pay", amount: 500));
        await Engine.PublishAsync(Demo.Payments, Generous.Replace("threshold: 2", "threshold: 1", StringComparison.Ordinal));

        Comparing.AssertSame(pending, await Engine.FindAsync(pending));
        Assert.Equal(RequestStatus.Pending, (await Engine.ReviewedAsync(pending, Demo.Alice)).Status);
        Assert.Equal(RequestStatus.Approved, (await Engine.ReviewedAsync(pending, Demo.Bob)).Status);
    }

    [Fact]
    public async Task PublicationsAtOnce_AreVersionsOneAfterTheOther()
    {
        var publishing = await Engine.AtOnceAsync(8, i => Engine.PublishAsync(Demo.Payments, $"{Demo.PaymentsSource}\n# {i}"));

        Assert.Equal(Enumerable.Range(2, 8), publishing.Select(o => Published(o).Version).Order());
        AssertSame(publishing.Select(Published).MaxBy(p => p.Version)!, await InForceAsync());
    }

    [Fact]
    public async Task AuthorsWhoSawTheSameVersion_DoNotOverwriteEachOther()
    {
        string[] sources = [Generous, Demo.PaymentsSource + "\n# mine"];

        var publishing = await Engine.AtOnceAsync(2, i => Engine.PublishAsync(Demo.Payments, sources[i], ifVersion: 1));

        Assert.Equal(2, Assert.Single(publishing.OfType<PublishOutcome.Published>()).Policy.Version);
        Assert.Equal(2, Assert.Single(publishing.OfType<PublishOutcome.VersionMismatch>()).InForce);
    }

    [Fact]
    public async Task SubmissionsThatMeetAPublication_AreEvaluatedWithOneVersionOrTheOther()
    {
        var answers = await Engine.AtOnceAsync<object>(33, async i => i == 16
            ? await Engine.PublishAsync(Demo.Payments, Generous)
            : await Engine.SubmitAsync(Demo.Payment($"pay {i}", amount: 500)));

        Assert.All(answers.OfType<ApprovalRequest>(), request => Assert.Equal(
            request.Status == RequestStatus.Approved ? 2 : 1, Assert.Single(request.Evaluation.Policies).Version));
        Assert.Equal(RequestStatus.Approved, (await Engine.SubmitAsync(Demo.Payment("afterwards", amount: 500))).Status);
    }

    private static PublishedPolicy Published(PublishOutcome outcome) =>
        Assert.IsType<PublishOutcome.Published>(outcome).Policy;

    private static void AssertSame(PublishedPolicy expected, PublishedPolicy actual) => Assert.Equal(
        (expected.Pin, expected.Source, expected.PublishedAt, expected.PublishedBy),
        (actual.Pin, actual.Source, actual.PublishedAt, actual.PublishedBy));

    private async Task<PublishedPolicy> InForceAsync() =>
        (await Engine.Policies.FindAsync(Demo.Tenant, default)).Policies.Single(p => p.Policy.Name == Demo.Payments);
}
