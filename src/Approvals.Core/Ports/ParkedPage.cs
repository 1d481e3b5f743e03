using Approvals.Core.Storage;

namespace Approvals.Core.Ports;

/// <summary>Parked effects.</summary>
/// <param name="Items">Those of one request together, in their order.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record ParkedPage(IReadOnlyList<ParkedEffect> Items, string? Next)
{
    public const int MaxLimit = 200;
}
