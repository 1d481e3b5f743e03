using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Exactly which text of a policy took part in an evaluation.</summary>
public sealed record PolicyPin(PolicyName Policy, int Version, ContentHash Hash);
