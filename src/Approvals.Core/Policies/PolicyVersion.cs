using System.Text;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>A version of a policy as it was published, in force or not, whether or not it compiles today.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Version">Counted from 1 within the name.</param>
/// <param name="Source">The document as its author sent it.</param>
/// <param name="PublishedAt">In UTC.</param>
/// <param name="PublishedBy">Who published it, for people.</param>
public sealed record PolicyVersion(
    PolicyName Name, int Version, string Source, DateTimeOffset PublishedAt, string PublishedBy)
{
    public PolicyPin Pin { get; } = new(Name, Version, ContentHash.Of(Encoding.UTF8.GetBytes(Source)));

    public static PolicyVersion Of(PublishedPolicy policy) =>
        new(policy.Policy.Name, policy.Version, policy.Source, policy.PublishedAt, policy.PublishedBy);
}
