using System.Text;
using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Resolving: an admin says what came of an execution on which nobody reported; the first word stands.</summary>
public abstract class ResolvingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly KeyId AdminKey = new("admin-key");

    [Fact]
    public async Task Resolution_TellsWhatHappenedAndHowItIsKnown()
    {
        await Engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
        var unknown = await Engine.SubmitUnknownAsync("pay");
        var resolution = Commands.ResolutionBy(Demo.Ada, ReportedOutcome.Failed);

        var resolved = Assert.IsType<ResolveOutcome.Recorded>(await Engine.ResolveAsync(unknown, resolution)).Request;

        Assert.Equal(ExecutionState.Failed, resolved.Execution);
        Assert.Equal(new Resolution(resolution.By, resolution.Reason), resolved.Report!.Resolution);
        Assert.Equal((Engine.Now, null), (resolved.Report.At, resolved.Report.ReportedBy));
        Comparing.AssertSame(resolved, await Engine.FindAsync(unknown));
    }

    [Fact]
    public async Task LateReport_AndResolution_FirstOneStands()
    {
        await Engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
        var reported = await Engine.SubmitUnknownAsync("reported");
        await Engine.ReportAsync(reported);
        var resolved = await Engine.SubmitUnknownAsync("resolved");
        await Engine.ResolveAsync(resolved, Commands.ResolutionBy(Demo.Ada, ReportedOutcome.Failed));

        var tooLate = Assert.IsType<ResolveOutcome.AlreadyReported>(await Engine.ResolveAsync(reported, Commands.ResolutionBy(Demo.Ada)));
        var later = Assert.IsType<ReportOutcome.AlreadyReported>(await Engine.ReportAsync(resolved));

        Assert.Null(tooLate.Report.Resolution);
        Assert.Equal(ReportedOutcome.Failed, later.Report.Outcome);
    }

    [Fact]
    public async Task ReportRacingResolution_LeavesOne()
    {
        await Engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
        for (var round = 0; round < 10; round++)
        {
            var unknown = await Engine.SubmitUnknownAsync($"race {round}");

            var outcomes = await Engine.AtOnceAsync<object>(
                2, async i => i == 0 ? await Engine.ReportAsync(unknown) : await Engine.ResolveAsync(unknown, Commands.ResolutionBy(Demo.Ada)));

            var found = await Engine.FoundAsync(unknown);
            Assert.Equal(found.Report!.Resolution is null, outcomes[0] is ReportOutcome.Recorded);
            Assert.Equal(found.Report.Resolution is null, outcomes[1] is ResolveOutcome.AlreadyReported);
        }
    }

    [Fact]
    public async Task LeaseThatStillRuns_HasNothingToResolve()
    {
        await Engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
        var claimed = await Engine.SubmitClaimedAsync("pay");
        await Engine.MoveToAsync(claimed.Claim!.LeaseEndsAt);

        var refused = Assert.IsType<ResolveOutcome.NotUnknown>(await Engine.ResolveAsync(claimed, Commands.ResolutionBy(Demo.Ada)));
        await Engine.MovePastAsync(claimed.Claim.LeaseEndsAt);

        Assert.Equal(ExecutionState.Claimed, refused.Execution);
        Assert.IsType<ResolveOutcome.Recorded>(await Engine.ResolveAsync(claimed, Commands.ResolutionBy(Demo.Ada)));
    }

    [Fact]
    public async Task AdminWhoLostTheRole_ResolvesNothing()
    {
        await Engine.PutAsync(Demo.Person(Demo.Ada, Demo.Admin));
        var unknown = await Engine.SubmitUnknownAsync("pay");
        await Engine.PutAsync(Demo.Person(Demo.Ada));

        Assert.IsType<ResolveOutcome.NotAnAdmin>(await Engine.ResolveAsync(unknown, Commands.ResolutionBy(Demo.Ada)));
        Comparing.AssertSame(unknown, await Engine.FindAsync(unknown));
    }

    [Fact]
    public async Task AdminKey_ResolvesUntilItIsRevoked()
    {
        await Engine.PutAsync(new TenantChange.AddKey(new ApiKey
        {
            Id = AdminKey,
            Holder = new KeyHolder.ForAdmin(),
            SecretHash = ContentHash.Of(Encoding.ASCII.GetBytes("secret")),
            CreatedAt = Engine.Now,
        }));
        var resolution = Commands.ResolutionBy(Demo.Ada) with { By = new Administrator.Key(AdminKey) };
        var first = await Engine.SubmitUnknownAsync("first");
        var second = await Engine.SubmitUnknownAsync("second");

        Assert.IsType<ResolveOutcome.Recorded>(await Engine.ResolveAsync(first, resolution));
        await Engine.PutAsync(new TenantChange.RevokeKey(AdminKey));
        Assert.IsType<ResolveOutcome.NotAnAdmin>(await Engine.ResolveAsync(second, resolution));
    }
}
