using Approvals.Core.Policies;

namespace Approvals.Grains.Rules;

/// <summary>A tenant's policies, compiled.</summary>
/// <param name="Version">Of the set.</param>
/// <param name="Set">As it is evaluated.</param>
internal sealed record PoliciesInForce(int Version, PolicySet Set);
