using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Web.Contract;

/// <summary>A published version of a policy.</summary>
/// <param name="Source">The document; left out where several are listed.</param>
internal sealed record PolicyView(
    PolicyName Policy, int Version, ContentHash Hash, DateTimeOffset PublishedAt, string PublishedBy, string? Source)
{
    public static PolicyView Of(PublishedPolicy policy, bool withSource) => Of(PolicyVersion.Of(policy), withSource);

    public static PolicyView Of(PolicyVersion policy, bool withSource) => new(
        policy.Name,
        policy.Version,
        policy.Pin.Hash,
        policy.PublishedAt,
        policy.PublishedBy,
        withSource ? policy.Source : null);
}
