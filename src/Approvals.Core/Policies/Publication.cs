using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Someone publishes a policy.</summary>
/// <param name="Name">Under which name.</param>
/// <param name="Source">The document.</param>
/// <param name="IfVersion">The version in force that the author saw, 0 for none; null where the author does not care.</param>
/// <param name="By">Who publishes, for people.</param>
public sealed record Publication(PolicyName Name, string Source, int? IfVersion, string By)
{
    /// <summary>Whether some version must be in force, whichever: the author means to change, not to add.</summary>
    public bool IfAny { get; init; }

    /// <summary>Whether the author wants it published where this version is in force, 0 for none.</summary>
    internal bool Allows(int inForce) => (IfVersion is not { } seen || seen == inForce) && !(IfAny && inForce == 0);
}
