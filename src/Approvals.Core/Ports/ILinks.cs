using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Ports;

/// <summary>What a one-click link stands for: one person, one request, one action.</summary>
/// <param name="Tenant">Whose request it is.</param>
/// <param name="Request">Which request.</param>
/// <param name="Reviewer">Who was sent it, and reviews by it.</param>
/// <param name="Digest">What they were told is asked.</param>
/// <param name="Channel">How they were sent it.</param>
/// <param name="Address">Where to: it is worth nothing once this is no address of theirs any more.</param>
public sealed record LinkGrant(
    TenantId Tenant, RequestId Request, ReviewerId Reviewer, ActionDigest Digest, ChannelName Channel, string Address)
{
    /// <summary>Whether the person, as the directory has them now, is still the one whom it was sent to, by a channel that there still is.</summary>
    public bool IsOf(Tenant tenant) =>
        tenant.FindChannel(Channel) is not null
        && tenant.FindReviewer(Reviewer) is { Active: true } person && person.Reach.Contacts.Has(Address);
}

/// <summary>Makes and reads the tokens of one-click links. Nobody else can make or read one.</summary>
public interface ILinks
{
    /// <summary>The address of the page that asks for the person's verdict.</summary>
    Uri Create(LinkGrant grant);

    /// <returns>Null where the token is none of ours.</returns>
    LinkGrant? Read(string token);
}
