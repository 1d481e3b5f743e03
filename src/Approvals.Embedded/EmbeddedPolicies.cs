using System.Collections.Concurrent;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>The policies in force, compiled and in memory; every version in the file.</summary>
internal sealed class EmbeddedPolicies : IPolicies
{
    private readonly CommitQueue _queue;
    private readonly PolicyTable _table;
    private readonly PolicyVersions _versions;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<TenantId, PolicySet> _inForce;

    /// <exception cref="EngineStartException">A published policy does not compile.</exception>
    public EmbeddedPolicies(CommitQueue queue, PolicyTable table, PolicyVersions versions, TimeProvider time)
    {
        _queue = queue;
        _table = table;
        _versions = versions;
        _time = time;
        _inForce = new(table.ReadInForce().GroupBy(p => p.Tenant, p => p.Policy)
            .Select(g => KeyValuePair.Create(g.Key, new PolicySet(g))));
    }

    public PolicySet InForce(TenantId tenant) => _inForce.GetValueOrDefault(tenant, PolicySet.Empty);

    public Task<PolicySet> FindAsync(TenantId tenant, CancellationToken cancellation) => Task.FromResult(InForce(tenant));

    public Task<PolicyVersion?> FindVersionAsync(TenantId tenant, PolicyName name, int version, CancellationToken cancellation) =>
        Task.FromResult(InForce(tenant).Policies.FirstOrDefault(p => p.Policy.Name == name && p.Version == version) is { } inForce
            ? PolicyVersion.Of(inForce)
            : _versions.Find(tenant, name, version));

    public Task<PublishOutcome> PublishAsync(TenantId tenant, Publication publication, CancellationToken cancellation)
    {
        var draft = PolicyDraft.Of(publication.Source, publication.Name);
        return _queue.RunLastOfCommitAsync(
            () =>
            {
                var set = InForce(tenant);
                var inForce = set.Policies.FirstOrDefault(p => p.Policy.Name == publication.Name);
                var outcome = Publishing.Publish(inForce, publication, draft, _time.GetUtcNow());
                return outcome is PublishOutcome.Published(var published) && !ReferenceEquals(published, inForce)
                    ? new Decided<PublishOutcome>(
                        outcome,
                        Write: () => _table.Insert(tenant, published),
                        Committed: () => _inForce[tenant] = InForce(tenant).With(published))
                    : new Decided<PublishOutcome>(outcome);
            },
            cancellation);
    }
}
