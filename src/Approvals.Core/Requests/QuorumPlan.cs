using System.Collections.Immutable;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// Whether the people of a directory can fill what is asked: a matching, not a count. Slots that nobody can fill by the
/// deadline fall to holders of the role <c>owner</c>; thresholds never shrink, and what was approved stands.
/// </summary>
internal sealed class QuorumPlan
{
    private readonly ApprovalRequest _request;
    private readonly IEnumerable<Authority> _people;
    private readonly bool _mayShareSlots;

    private QuorumPlan(ApprovalRequest request, Tenant tenant, DateTimeOffset now)
    {
        _request = request;
        // At a tier that is still to come, everybody comes in.
        var isOpen = request.Evaluation.Requirements.Where((r, i) => IsToCome(r, i, request)).Any();
        var asOf = isOpen ? DateTimeOffset.MaxValue : request.PeopleAsOf;
        var approved = request.Reviews.Where(r => r.Verdict == Verdict.Approve).ToDictionary(r => r.Reviewer, r => r.Authority);
        _mayShareSlots = tenant.HasDeputies || approved.Values.Any(a => !a.IsAlone);
        // Not gone through beyond those who are needed.
        _people = approved.Values.Concat(
            tenant.Standings(now).Where(s => !approved.ContainsKey(s.Id)).Select(s => s.AsOf(asOf)));
    }

    /// <summary>For each requirement, how many of its slots owners may fill; null where even with them it cannot be met.</summary>
    public static ImmutableArray<int>? Find(ApprovalRequest request, Tenant tenant, DateTimeOffset now) =>
        new QuorumPlan(request, tenant, now).Find();

    /// <summary>The request with the slots that owners fill as the directory now stands, or decided where it cannot be met, or now is.</summary>
    public static (ApprovalRequest Request, ImmutableArray<Effect> Effects) Renew(ApprovalRequest request, Tenant tenant, DateTimeOffset now)
    {
        if (request.Status != RequestStatus.Pending || (tenant.PeopleAt <= request.DirectoryAt && !tenant.HasDeputies))
        {
            return (request, []);
        }

        if (Find(request, tenant, now) is not { } found)
        {
            var denied = request.Next(now) with { Decision = Impossible(request, now) };
            return (denied, Effect.OfDecision(denied));
        }

        // Owners who were asked stay asked: what one of them approved stands.
        ImmutableArray<int> stepIns = [.. found.Zip(request.StepIns, Math.Max)];
        if (stepIns.SequenceEqual(request.StepIns))
        {
            return (request, []);
        }

        // An owner's approval that was one too many before may now fill what nobody else can, so this can decide.
        var renewed = request.Next(now) with { StepIns = stepIns };
        renewed = renewed with { Decision = Reviewing.Decide(renewed, now) };
        return (renewed, renewed.Decision is not null
            ? Effect.OfDecision(renewed)
            : [.. Enumerable.Range(0, stepIns.Length).Where(i => stepIns[i] > request.StepIns[i]).Select(i => new Effect.AskOwners(i))]);
    }

    public static Decision Impossible(ApprovalRequest request, DateTimeOffset now)
    {
        var groups = string.Join(" and ", request.Evaluation.Requirements.SelectMany(r => r.Groups));
        return new Decision(
            RequestStatus.Denied,
            DecidedBy.Policy,
            [],
            now,
            $"Too few people can approve this: {groups} must ({request.Evaluation.Reason})",
            Decision.QuorumImpossible);
    }

    private static bool IsToCome(Requirement requirement, int place, ApprovalRequest request) =>
        TiersInTime(requirement, request).Length > (request.TiersReached.IsEmpty ? 0 : request.TiersReached[place]);

    private static ImmutableArray<EscalationTier> TiersInTime(Requirement requirement, ApprovalRequest request) =>
        [.. requirement.Tiers.Where(t => t.After < request.Evaluation.Timeout)];

    private ImmutableArray<int>? Find()
    {
        var stepIns = ImmutableArray.CreateBuilder<int>(_request.Evaluation.Requirements.Length);
        foreach (var requirement in _request.Evaluation.Requirements)
        {
            var missing = requirement.Slots - CountFilled(requirement, owners: false);
            if (missing > 0 && CountFilled(requirement, owners: true) < requirement.Slots)
            {
                return null;
            }

            stepIns.Add(missing);
        }

        return stepIns.ToImmutable();
    }

    /// <summary>What cannot be counted out is not taken for impossible: then the deadline tells.</summary>
    private int CountFilled(Requirement requirement, bool owners)
    {
        var tiers = TiersInTime(requirement, _request);
        var candidates =
            from person in _people
            where !_request.IsKeptFrom(requirement, person)
            select Candidate.For(person, requirement.Groups, tiers, owners);
        return _mayShareSlots
            ? SlotSharing.CountFilled(requirement.Groups, candidates).AtMost
            : Quorum.CountFilled(requirement.Groups, candidates.Select(c => c.Groups[0].Groups));
    }
}
