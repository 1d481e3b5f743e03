using System.Text;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Policies;

/// <summary>One published version of a tenant's policy. Immutable; a publication makes a new one.</summary>
/// <param name="Policy">Compiled from <paramref name="Source"/>.</param>
/// <param name="Version">Counted from 1 within the policy's name.</param>
/// <param name="Source">The document as its author sent it.</param>
/// <param name="PublishedAt">In UTC.</param>
/// <param name="PublishedBy">Who published it, for people.</param>
public sealed record PublishedPolicy(
    Policy Policy, int Version, string Source, DateTimeOffset PublishedAt, string PublishedBy)
{
    public PolicyPin Pin { get; } = new(Policy.Name, Version, ContentHash.Of(Encoding.UTF8.GetBytes(Source)));
}
