namespace Approvals.Core.Requests;

/// <summary>How many slots people fill between them.</summary>
/// <param name="Filled">So many for sure: what an approval is decided on.</param>
/// <param name="AtMost">No more than so many: what tells that it cannot be done.</param>
internal readonly record struct SlotCount(int Filled, int AtMost)
{
    public static SlotCount Exactly(int filled) => new(filled, filled);
}
