using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>Decides over a publication.</summary>
public static class Publishing
{
    /// <param name="inForce">The version in force, if any.</param>
    /// <param name="publication">What is published.</param>
    /// <param name="draft">What became of its document.</param>
    /// <param name="now">In UTC.</param>
    public static PublishOutcome Publish(
        PublishedPolicy? inForce, Publication publication, PolicyDraft draft, DateTimeOffset now)
    {
        if (draft.Compilation is not PolicyCompilation.Compiled(var policy))
        {
            return new PublishOutcome.Refused(((PolicyCompilation.Refused)draft.Compilation).Errors);
        }

        if (policy.Name != publication.Name)
        {
            return new PublishOutcome.Refused([WrongName(policy.Name, publication.Name)]);
        }

        if (!publication.Allows(inForce?.Version ?? 0))
        {
            return new PublishOutcome.VersionMismatch(inForce?.Version ?? 0);
        }

        return new PublishOutcome.Published(inForce?.Source == publication.Source
            ? inForce
            : new PublishedPolicy(policy, (inForce?.Version ?? 0) + 1, publication.Source, now, publication.By));
    }

    private static PolicyError WrongName(PolicyName inDocument, PolicyName publishedAs) => new(
        1, 1, null, $"The document is named '{inDocument}' and published as '{publishedAs}'; make them one, or leave 'policy' out.");
}
