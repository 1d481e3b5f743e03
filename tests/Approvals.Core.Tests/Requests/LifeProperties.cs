using Approvals.Core.Requests;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Requests;

public class LifeProperties
{
    private static readonly TimeSpan[] ClockMoves =
    [
        TimeSpan.Zero, Some.Tick, -Some.Tick, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(-1),
        ClaimCommand.StandardLease, Given.ValidFor, Given.Timeout - TimeSpan.FromMinutes(1), Given.Timeout, -Given.Timeout,
        TimeSpan.FromDays(1), TimeSpan.FromDays(-1),
    ];

    /// <summary>Most moves are made at once and by those who may, so that lives reach their ends.</summary>
    private static readonly Gen<Move> Moves =
        from kind in Gen.Frequency(
            (2, Gen.Constant(MoveKind.Tick)),
            (6, Gen.Constant(MoveKind.Review)),
            (4, Gen.Constant(MoveKind.Claim)),
            (3, Gen.Constant(MoveKind.Report)),
            (1, Gen.Constant(MoveKind.SubmitAgain)))
        from who in Gen.Frequency((3, Gen.Choose(0, 1)), (1, Gen.Choose(0, 4)))
        from yes in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        from clock in Gen.Frequency((3, Gen.Elements(ClockMoves[..5])), (1, Gen.Elements(ClockMoves)))
        select new Move(kind, who, yes, clock);

    private static readonly Arbitrary<Move[]> Lives = Arb.From(Moves.ArrayOf(), Shorter);

    [Fact]
    public void OneDecisionOneClaimAndNoLateReview_WhateverHappens() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000), Prop.ForAll(Lives, moves =>
        {
            Live(moves);
            return true;
        }));

    [Fact]
    public void RandomLives_ReachEveryEnd()
    {
        var ends = Gen.Sample(Moves.ArrayOf(), 2_000, 50).Select(Live).ToList();

        Assert.Equal(
            [RequestStatus.Pending, RequestStatus.Approved, RequestStatus.Denied, RequestStatus.Expired],
            ends.Select(e => e.Status).Distinct().Order());
        Assert.Equal(
            [ExecutionState.None, ExecutionState.Claimed, ExecutionState.Succeeded, ExecutionState.Failed, ExecutionState.Unknown],
            ends.Select(e => e.Execution).Distinct().Order());
    }

    private static ApprovalRequest Live(Move[] moves)
    {
        var model = new LifeModel(Given.Pending(threshold: 2));
        foreach (var move in moves)
        {
            model.Make(move);
        }

        return model.Request;
    }

    private static IEnumerable<Move[]> Shorter(Move[] moves) =>
        moves.Select((_, left) => moves.Where((_, i) => i != left).ToArray());
}
