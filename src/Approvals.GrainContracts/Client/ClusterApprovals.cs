using Approvals.Core.Ports;
using Approvals.GrainContracts.Credentials;

namespace Approvals.GrainContracts.Client;

/// <summary>
/// The cluster as its callers see it: the core's ports over an Orleans client. It is as good in a platform's process as
/// in a gateway.
/// </summary>
public sealed class ClusterApprovals
{
    /// <summary>So many calls of one process go at once where nothing else is said.</summary>
    public const int StandardCallsAtOnce = 2_000;

    /// <param name="grains">The client, which is connected.</param>
    /// <param name="credential">What the calls are proved with.</param>
    /// <param name="time">Counts how long a wait lasts.</param>
    /// <param name="callsAtOnce">The most calls under way; more are refused with an <see cref="OverloadedException"/>.</param>
    public ClusterApprovals(IGrainFactory grains, CallCredential credential, TimeProvider time, int callsAtOnce = StandardCallsAtOnce)
    {
        var calls = new GrainCalls(grains, new CallGate(callsAtOnce), credential);
        Requests = new ClusterRequests(calls, time);
        Policies = new ClusterPolicies(calls);
        Tenants = new ClusterTenants(calls);
        Outbox = new ClusterOutbox(calls);
        Audit = new ClusterAudit(calls);
        Changes = new ClusterChanges(calls, time);
    }

    public IRequests Requests { get; }

    public IPolicies Policies { get; }

    public ITenants Tenants { get; }

    public IOutbox Outbox { get; }

    public IAudit Audit { get; }

    public IChanges Changes { get; }
}
