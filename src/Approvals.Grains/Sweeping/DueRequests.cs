using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Grains.Storage;

namespace Approvals.Grains.Sweeping;

/// <summary>What the database knows to be due.</summary>
internal sealed class DueRequests(ClusterDatabase database)
{
    /// <summary>The keys of requests that time has changed, or that have effects to carry out; the longest overdue first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="without">Keys to leave out.</param>
    /// <param name="limit">How many of each at most.</param>
    public Task<List<string>> FindAsync(DateTimeOffset now, string[] without, int limit) => database.ReadAsync(
        static row => row.GetString(0),
        """
        (SELECT tenant || '/' || id FROM requests WHERE due < $1 AND tenant || '/' || id <> ALL ($2) ORDER BY due LIMIT $3)
        UNION
        (SELECT tenant || '/' || id FROM requests WHERE outbox <= $1 AND tenant || '/' || id <> ALL ($2) ORDER BY outbox LIMIT $3)
        """,
        now.UtcTicks,
        without,
        limit);

    /// <summary>The tenants whose pending requests are to be looked at again, and the version of the directory.</summary>
    public Task<List<(TenantId Tenant, int Version)>> FindRechecksAsync(DateTimeOffset now) => database.ReadAsync(
        static row => (new TenantId(row.GetString(0)), row.GetInt32(1)),
        "SELECT tenant, version FROM rechecks WHERE due <= $1 ORDER BY due",
        now.UtcTicks);

    /// <summary>All are looked at, until the next time. If the people changed meanwhile, they are not.</summary>
    public Task FinishRecheckAsync(TenantId tenant, int version, DateTimeOffset? next) => next is null
        ? database.ExecuteAsync("DELETE FROM rechecks WHERE tenant = $1 AND version = $2", tenant.Value, version)
        : database.ExecuteAsync("UPDATE rechecks SET due = $3 WHERE tenant = $1 AND version = $2", tenant.Value, version, next.Value.UtcTicks);

    /// <summary>A tenant's requests that wait, in the order of arrival.</summary>
    public Task<List<(RequestId Id, long Seq)>> FindPendingAsync(TenantId tenant, long after, int limit) => database.ReadAsync(
        static row => (RequestId.Parse(row.GetString(0))!, row.GetInt64(1)),
        "SELECT id, seq FROM requests WHERE tenant = $1 AND status = 'pending' AND seq > $2 ORDER BY seq LIMIT $3",
        tenant.Value,
        after,
        limit);

    /// <summary>Denials that count for nothing any more go.</summary>
    public Task ForgetDenialsAsync(DateTimeOffset now) =>
        database.ExecuteAsync("DELETE FROM denials WHERE at < $1", (now - EarlierDenial.Remembered).UtcTicks);
}
