using Approvals.Core.Requests;

namespace Approvals.Core.Ports;

/// <summary>Signs permits.</summary>
public interface IPermitSigner
{
    /// <summary>
    /// The permit of a request that was just claimed: a JWS in compact form (RFC 7515) whose <c>aud</c> is the
    /// executor and whose <c>exp</c> is the end of the lease.
    /// </summary>
    string Sign(ApprovalRequest claimed);
}
