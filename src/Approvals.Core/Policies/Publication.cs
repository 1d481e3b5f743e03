using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Someone publishes a policy.</summary>
/// <param name="Name">Under which name.</param>
/// <param name="Source">The document.</param>
/// <param name="IfVersion">The version in force that the author saw, 0 for none; null where the author does not care.</param>
/// <param name="By">Who publishes, for people.</param>
public sealed record Publication(PolicyName Name, string Source, int? IfVersion, string By);
