using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Requests;

/// <summary>The matching against all ways there are to seat people.</summary>
public class QuorumProperties
{
    [Fact]
    public void ApprovalsFill_AsManySlotsAsPeopleCanBeSeatedIn() =>
        Prop.ForAll(Cases().ToArbitrary(), c => Best(c.Slots, c.People, 0) == Filled(c)).QuickCheckThrowOnFailure();

    private static int Filled(Case seats)
    {
        var requirement = Given.Requirement([.. seats.Slots.Select((threshold, g) => Given.Group(threshold, $"role{g}"))]);
        var request = Given.Pending() with
        {
            Evaluation = Given.Evaluation(PolicyDecision.Escalate, requirement),
            Reviews = [.. seats.People.Select((groups, i) => new Review
            {
                Reviewer = new ReviewerId($"p{i}"),
                Verdict = Verdict.Approve,
                Channel = "api",
                At = Some.Time,
                Digest = Some.Action.Digest,
                Roles = [.. groups.Select(g => new RoleName($"role{g}"))],
            })],
        };
        return request.ApprovalsFor(requirement);
    }

    /// <summary>The most slots that can be filled by the people from this one on: each in any of their groups, or in none.</summary>
    private static int Best(ImmutableArray<int> free, ImmutableArray<ImmutableArray<int>> people, int person) =>
        person == people.Length
            ? 0
            : people[person].Where(g => free[g] > 0)
                .Select(g => 1 + Best(free.SetItem(g, free[g] - 1), people, person + 1))
                .Append(Best(free, people, person + 1))
                .Max();

    private static Gen<Case> Cases() =>
        from groups in Gen.Choose(1, 4)
        from slots in Gen.Choose(1, 3).ListOf(groups)
        from count in Gen.Choose(0, 7)
        from people in Gen.SubListOf(Enumerable.Range(0, groups)).ListOf(count)
        select new Case([.. slots], [.. people.Select(p => p.ToImmutableArray())]);

    private sealed record Case(ImmutableArray<int> Slots, ImmutableArray<ImmutableArray<int>> People)
    {
        public override string ToString() =>
            $"slots {string.Join(',', Slots)}; people {string.Join(" | ", People.Select(p => string.Join(',', p)))}";
    }
}
