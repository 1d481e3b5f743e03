using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>Finds what commands on requests are decided on, beside the writer and on its turn.</summary>
internal sealed class RequestGrounds(
    RequestTable table,
    HistoryTables history,
    LiveRequests live,
    RequestReaders readers,
    EmbeddedTenants tenants,
    EmbeddedPolicies policies,
    TimeProvider time)
{
    /// <summary>As committed by now.</summary>
    /// <param name="key">The request.</param>
    /// <param name="submission">What is asked, where the request is expected not to be there: then the file is not searched for it.</param>
    public Grounds FindBeside(RequestKey key, Submission? submission)
    {
        var age = live.Age;
        var request = live.Find(key) ?? (submission is null ? readers.Read(reader => reader.Find(key)) : null);
        var grounds = With(key, request, age);
        return submission is null ? grounds : grounds with { Pending = history.Pending.FindBeside(key.Tenant, submission.Agent) };
    }

    /// <summary>As the writer's transaction has it.</summary>
    public Grounds FindAtWriter(RequestKey key, Submission? submission)
    {
        var grounds = With(key, table.Find(key), live.Age);
        return submission is null
            ? grounds
            : grounds with
            {
                Pending = history.Pending.Find(key.Tenant, submission.Agent),
                EarlierDenial = history.Denials.Find(key.Tenant, submission.Agent, submission.Action.Digest),
            };
    }

    /// <summary>Whether the writer, on its turn, would find the same. That a request is new, its row shows.</summary>
    public bool Hold(RequestKey key, Submission? submission, Grounds grounds)
    {
        var known = table.FindLive(key);
        var isSame = known is not null ? ReferenceEquals(known, grounds.Request) : live.IsKnownSince(grounds.Age);
        return isSame
            && ReferenceEquals(tenants.Find(key.Tenant), grounds.Tenant)
            && ReferenceEquals(policies.InForce(key.Tenant), grounds.Policies)
            && (grounds.Request is not { } request || time.GetUtcNow() <= request.Until)
            && (submission is null || Holds(submission, grounds));
    }

    /// <summary>The tenant, if there is one.</summary>
    public Tenant? FindTenant(RequestKey key) => tenants.Find(key.Tenant);

    /// <returns>False where a request that was to be new is there already.</returns>
    public bool TryWrite(RequestRow row) => table.TryWrite(row);

    private bool Holds(Submission submission, Grounds grounds)
    {
        var limit = grounds.Tenant?.PendingLimit;
        return history.Pending.Find(submission.Tenant, submission.Agent) < limit
            && grounds.Pending < limit
            && history.Denials.Find(submission.Tenant, submission.Agent, submission.Action.Digest) == grounds.EarlierDenial;
    }

    private Grounds With(RequestKey key, StoredRequest? request, long age) =>
        new(request, tenants.Find(key.Tenant), policies.InForce(key.Tenant), time.GetUtcNow(), age);
}
