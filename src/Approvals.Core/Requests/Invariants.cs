namespace Approvals.Core.Requests;

/// <summary>What holds of every state. A violation is a fault of this code: the command fails and nothing is stored.</summary>
internal static class Invariants
{
    public static void Check(ApprovalRequest request)
    {
        Assert(request.Version >= 1, "versions count from 1");
        Assert(request.UpdatedAt >= request.CreatedAt, "time does not go back");
        Assert(request.Status != RequestStatus.Pending || request.ExpiresAt is not null, "whatever waits has a deadline");
        Assert(
            request.Reviews.Length <= 1 || request.Reviews.DistinctBy(r => r.Reviewer).Count() == request.Reviews.Length,
            "a person reviews once");
        Assert(request.Reviews.All(r => r.Digest == request.Action.Digest), "reviews are of this action");
        Assert(
            request.Reviews.All(r => request.MayFillAny(r.Authority)),
            "only who may fill a slot reviews, and nobody their own request");
        Assert(request.Reviews.All(r => r.At <= request.ExpiresAt), "no review counts after the deadline");
        Assert(
            request.Decision is not { Status: RequestStatus.Approved, By: DecidedBy.People } || request.ApprovalsNeeded == 0,
            "people approved only where every requirement is met");
        Assert(request.Claim is null || request.Status == RequestStatus.Approved, "only an approved action is claimed");
        Assert(
            request.Claim is null || request.Claim.ClaimedAt <= request.ApprovalLapsesAt,
            "a lapsed approval is not claimed");
        Assert(
            request.Status != RequestStatus.Pending
            || (request.StepIns.Length == request.Evaluation.Requirements.Length
                && request.TiersReached.Length == request.Evaluation.Requirements.Length),
            "who may fill the slots was found when it was asked");
        Assert(request.Report is null || request.Claim is not null, "only a claimed action is reported on");
        Assert(
            request.Report is null || (request.Report.ReportedBy is null) != (request.Report.Resolution is null),
            "a report is the executor's or the claimant's, or an admin's");
        Assert(
            request.Report?.Resolution is null || request.Claim is { Lapsed: true },
            "an admin resolves only what nobody reported in time");
    }

    /// <summary>What was decided, said, handed out and reported stays as it was.</summary>
    public static void CheckChange(ApprovalRequest before, ApprovalRequest after)
    {
        Check(after);
        Assert(after.Version > before.Version, "every change has its version");
        Assert(after.UpdatedAt >= before.UpdatedAt, "time does not go back");
        Assert(after.Id == before.Id && after.Tenant == before.Tenant, "a request stays itself");
        Assert(ReferenceEquals(after.Action, before.Action), "what is asked does not change");
        Assert(after.Agent == before.Agent && after.Fingerprint == before.Fingerprint, "who asked for what does not change");
        Assert(after.CreatedAt == before.CreatedAt && after.ExpiresAt == before.ExpiresAt, "the time to answer does not change");
        Assert(
            after.CallbackUrl == before.CallbackUrl && after.EarlierDenial == before.EarlierDenial && after.DirectoryAt == before.DirectoryAt,
            "what was known when it was asked does not change");
        Assert(after.Owner == before.Owner && after.OnBehalfOf == before.OnBehalfOf, "whose request it is does not change");
        Assert(ReferenceEquals(after.Evaluation, before.Evaluation), "what was decided on is fixed");
        Assert(before.Decision is null || ReferenceEquals(after.Decision, before.Decision), "there is one decision, ever");
        Assert(
            after.Reviews.Take(before.Reviews.Length).SequenceEqual(before.Reviews),
            "an accepted review stays");
        Assert(
            before.Decision is null || after.Reviews.Length == before.Reviews.Length,
            "no review is accepted after the decision");
        Assert(
            before.Claim is null || after.Claim == before.Claim with { Lapsed = after.Claim!.Lapsed },
            "there is one permit, ever");
        Assert(!after.StepIns.Zip(before.StepIns, (a, b) => a < b).Any(shrank => shrank), "owners who were asked stay asked");
        Assert(!after.TiersReached.Zip(before.TiersReached, (a, b) => a < b).Any(shrank => shrank), "a tier that was reached stays reached");
        Assert((after.Told ?? []).Take(before.Told?.Length ?? 0).SequenceEqual(before.Told ?? []), "whoever was told stays told");
        Assert(before.Report is null || ReferenceEquals(after.Report, before.Report), "the first report stands");
    }

    private static void Assert(bool holds, string invariant)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"An invariant of approval requests is violated: {invariant}.");
        }
    }
}
