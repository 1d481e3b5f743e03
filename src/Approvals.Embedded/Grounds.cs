using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>What a command on a request is decided on.</summary>
/// <param name="Request">The request, if there is one.</param>
/// <param name="Tenant">Its tenant, if there is one.</param>
/// <param name="Policies">The tenant's policies in force.</param>
/// <param name="Now">The time.</param>
/// <param name="Age">How old the live requests were before the request was looked for.</param>
internal sealed record Grounds(StoredRequest? Request, Tenant? Tenant, PolicySet Policies, DateTimeOffset Now, long Age)
{
    /// <summary>For a submission: how many requests of its agent wait.</summary>
    public int Pending { get; init; }

    /// <summary>For a submission: the last denial of the same.</summary>
    public EarlierDenial? EarlierDenial { get; init; }
}

/// <summary>What a command comes to.</summary>
/// <param name="Answer">For the caller.</param>
/// <param name="Row">What is to be stored, if anything.</param>
internal sealed record Change<T>(T Answer, RequestRow? Row = null);
