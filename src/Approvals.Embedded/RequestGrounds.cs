using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>Finds what commands on requests are decided on, beside the writer and on its turn.</summary>
internal sealed class RequestGrounds(
    RequestTable table, LiveRequests live, RequestReaders readers, EmbeddedTenants tenants, EmbeddedPolicies policies, TimeProvider time)
{
    /// <summary>As committed by now.</summary>
    /// <param name="key">The request.</param>
    /// <param name="isNew">Whether it is expected not to be there, so that the file is not searched for it.</param>
    public Grounds FindBeside(RequestKey key, bool isNew)
    {
        var age = live.Age;
        var request = live.Find(key) ?? (isNew ? null : readers.Read(reader => reader.Find(key)));
        return With(key, request, age);
    }

    /// <summary>As the writer's transaction has it.</summary>
    public Grounds FindAtWriter(RequestKey key) => With(key, table.Find(key), live.Age);

    /// <summary>Whether the writer, on its turn, would find the same. That a request is new, its row shows.</summary>
    public bool Hold(RequestKey key, Grounds grounds)
    {
        var known = table.FindLive(key);
        var isSame = known is not null ? ReferenceEquals(known, grounds.Request) : live.IsKnownSince(grounds.Age);
        return isSame
            && ReferenceEquals(tenants.Find(key.Tenant), grounds.Tenant)
            && ReferenceEquals(policies.InForce(key.Tenant), grounds.Policies)
            && (grounds.Request is not { } request || time.GetUtcNow() <= request.Until);
    }

    /// <returns>False where a request that was to be new is there already.</returns>
    public bool TryWrite(RequestRow row) => table.TryWrite(row);

    private Grounds With(RequestKey key, StoredRequest? request, long age) =>
        new(request, tenants.Find(key.Tenant), policies.InForce(key.Tenant), time.GetUtcNow(), age);
}
