using System.Collections.Immutable;
using Approvals.Core.Storage;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>Takes effects that were carried out away from their request. That needs no sync of its own: lost, they happen again.</summary>
/// <param name="table">The requests.</param>
/// <param name="turn">Who carried them out.</param>
/// <param name="allOf">The version of the request that has no effects left but these; null where it has.</param>
/// <param name="delivered">Which.</param>
/// <param name="ended">Told whether it is stored.</param>
internal sealed class Acknowledgement(
    RequestTable table, OutboxTurn turn, int? allOf, ImmutableArray<EffectId> delivered, Action<Acknowledgement, bool> ended) : Work
{
    public OutboxTurn Turn => turn;

    public int? AllOf => allOf;

    public ImmutableArray<EffectId> Delivered => delivered;

    public override bool HasWritten => false;

    public override void Decide()
    {
    }

    public override bool TryWrite()
    {
        table.Acknowledge(turn.Key, allOf, delivered);
        return true;
    }

    public override void Complete() => ended(this, true);

    public override void Fail(Exception cause) => ended(this, false);
}
