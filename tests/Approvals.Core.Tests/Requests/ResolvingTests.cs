using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

public class ResolvingTests
{
    private static readonly DateTimeOffset Late = Given.LeaseEnd + Some.Tick;
    private static readonly Administrator Bob = new Administrator.Person(Given.Bob.Id);

    [Fact]
    public void Admin_SaysWhatNobodyReported_AndHowTheyKnow()
    {
        var step = Resolving.Resolve(Given.Claimed(), By(Bob), Given.Directory(), Late);

        var resolved = Assert.IsType<ResolveOutcome.Recorded>(step.Outcome).Request;
        Assert.Same(step.State, resolved);
        Assert.Equal(ExecutionState.Failed, resolved.Execution);
        Assert.Equal(new Resolution(Bob, "Looked at the bank"), resolved.Report!.Resolution);
        Assert.Null(resolved.Report.ReportedBy);
        Assert.Equal([new Effect.AnnounceUnknown()], step.Effects);
    }

    [Fact]
    public void SameAgain_IsAnsweredAsBefore_AndOtherwiseTheFirstStands()
    {
        var resolved = Resolving.Resolve(Given.Claimed(), By(Bob), Given.Directory(), Late).State!;

        Assert.Same(
            resolved,
            Assert.IsType<ResolveOutcome.Repeated>(Steps.Refused(Resolving.Resolve(resolved, By(Bob), Given.Directory(), Late))).Request);
        Assert.Same(
            resolved.Report,
            Assert.IsType<ResolveOutcome.AlreadyReported>(Steps.Refused(Resolving.Resolve(
                resolved, By(Bob) with { Outcome = ReportedOutcome.Succeeded }, Given.Directory(), Late))).Report);
    }

    [Fact]
    public void LateReport_FindsTheResolutionAndTheOtherWayRound()
    {
        var resolved = Resolving.Resolve(Given.Claimed(), By(Bob), Given.Directory(), Late).State!;
        var reported = Reporting.Report(Given.Claimed(), Given.Report(Given.Executor), Late).State!;

        Assert.IsType<ReportOutcome.AlreadyReported>(Steps.Refused(Reporting.Report(resolved, Given.Report(Given.Executor), Late)));
        Assert.IsType<ResolveOutcome.AlreadyReported>(Steps.Refused(Resolving.Resolve(reported, By(Bob), Given.Directory(), Late)));
    }

    [Fact]
    public void WhileTheLeaseRuns_ThereIsNothingToFindOut()
    {
        var outcome = Steps.Refused(Resolving.Resolve(Given.Claimed(), By(Bob), Given.Directory(), Given.LeaseEnd));

        Assert.Equal(ExecutionState.Claimed, Assert.IsType<ResolveOutcome.NotUnknown>(outcome).Execution);
    }

    [Fact]
    public void WhatWasNotClaimed_CannotBeResolved() => Assert.Equal(
        ExecutionState.None,
        Assert.IsType<ResolveOutcome.NotUnknown>(Steps.Refused(
            Resolving.Resolve(Given.Approved(), By(Bob), Given.Directory(), Given.DecidedAt))).Execution);

    [Fact]
    public void OnlyAnAdminOfTheMoment_Resolves()
    {
        var key = new ApiKey { Id = new KeyId("k1"), Holder = new KeyHolder.ForAdmin(), SecretHash = Some.Hash("k1"), CreatedAt = Some.Time };
        Administrator byKey = new Administrator.Key(key.Id);

        Assert.IsType<ResolveOutcome.NotAnAdmin>(Resolve(new Administrator.Person(Given.Alice.Id), Given.Directory()));
        Assert.IsType<ResolveOutcome.NotAnAdmin>(Resolve(Bob, Given.DirectoryWith(Given.Bob with { Active = false })));
        Assert.IsType<ResolveOutcome.NotAnAdmin>(Resolve(byKey, Given.Directory()));
        Assert.IsType<ResolveOutcome.NotAnAdmin>(Resolve(byKey, Given.Directory() with { Keys = [key with { RevokedAt = Some.Time }] }));
        Assert.IsType<ResolveOutcome.NotAnAdmin>(Resolve(byKey, Given.Directory() with { Keys = [key with { Holder = new KeyHolder.ForAuditor() }] }));
        Assert.IsType<ResolveOutcome.Recorded>(Resolve(byKey, Given.Directory() with { Keys = [key] }));
    }

    private static ResolveOutcome Resolve(Administrator by, Tenant tenant) =>
        Resolving.Resolve(Given.Claimed(), By(by), tenant, Late).Outcome;

    private static ResolveCommand By(Administrator by) => new(by, ReportedOutcome.Failed, "Looked at the bank", Detail: null);
}
