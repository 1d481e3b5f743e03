using System.Collections.Immutable;

namespace Approvals.Core.Policies;

/// <summary>What became of a publication.</summary>
public abstract record PublishOutcome
{
    private PublishOutcome()
    {
    }

    /// <summary>In force from now on; where the text is the one in force already, that version.</summary>
    public sealed record Published(PublishedPolicy Policy) : PublishOutcome;

    /// <summary>The document does not compile, or a case of it fails: every problem. What was in force still is.</summary>
    public sealed record Refused(ImmutableArray<PolicyError> Errors) : PublishOutcome;

    /// <summary>Another version is in force than the author saw, or none where there must be one; 0 means none.</summary>
    public sealed record VersionMismatch(int InForce) : PublishOutcome;
}
