using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Grains.Calls;
using Approvals.Grains.Storage;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;

namespace Approvals.Grains.Rules;

/// <summary>The authority for one tenant's policies.</summary>
[GrainType("approvals.policies")]
internal sealed class PolicyGrain(GrainRecords records, ILocalSiloDetails silo, ClusterDatabase database, EngineTime time) : Grain, IPolicyGrain
{
    private const string Kind = "policies";

    private TenantId _id = null!;
    private PolicyRecord _record = PolicyRecord.Empty;
    private ImmutableArray<PublishedPolicy> _inForce = [];
    private string? _etag;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = GrainKeys.ParseTenant(this.GetPrimaryKeyString()) ?? throw new EngineException("That is no tenant's key.");
        if (await records.ReadAsync(Kind, this.GetGrainId()) is { } stored)
        {
            _record = PolicyRecord.FromJson(stored.Record);
            _inForce = [.. _record.Policies.Select(p => p.Compile())];
            _etag = stored.ETag;
        }
    }

    public async Task<Envelope> PublishAsync(Envelope publication)
    {
        CallRights.Current.RequireAdmin();
        var published = publication.ReadCall<Publication>();
        var draft = PolicyDraft.Of(published.Source, published.Name);
        var inForce = _inForce.FirstOrDefault(p => p.Policy.Name == published.Name);
        var outcome = Publishing.Publish(inForce, published, draft, time.Now);
        if (outcome is PublishOutcome.Published(var policy) && !ReferenceEquals(policy, inForce))
        {
            await StoreAsync(policy);
        }

        return Message.Of(outcome);
    }

    public Task<Envelope> FindAsync(int? known)
    {
        CallRights.Current.RequireAuditor();
        return Task.FromResult(Message.Of(new PoliciesAnswer(_record.Version, _record.Version == known ? null : _inForce)));
    }

    public async Task<Envelope> FindVersionAsync(Envelope version)
    {
        CallRights.Current.RequireAuditor();
        var call = version.ReadCall<VersionCall>();
        var found = await database.ReadAsync(
            row => new PolicyVersion(
                call.Name, call.Version, row.GetString(0), new DateTimeOffset(row.GetInt64(1), TimeSpan.Zero), row.GetString(2)),
            "SELECT source, published_at, published_by FROM policy_versions WHERE tenant = $1 AND name = $2 AND version = $3",
            _id.Value,
            call.Name.Value,
            call.Version);
        return Message.Of(new VersionAnswer(found.FirstOrDefault()));
    }

    private async Task StoreAsync(PublishedPolicy published)
    {
        var next = _record.With(published);
        var row = new Row
        {
            Line = new PoliciesLine(_id.Value, next.Version, [PolicyLine.Of(published)], SiloLine.Of(silo)).ToJson(),
            Record = next.ToJson(),
        };
        try
        {
            _etag = await records.WriteAsync(Kind, this.GetGrainId(), _etag, row) is WriteResult.Stored(var etag)
                ? etag
                : throw new EngineException("The publication was not stored.");
        }
        catch (EngineException)
        {
            DeactivateOnIdle();
            throw;
        }

        _record = next;
        _inForce = [.. _inForce.Where(p => p.Policy.Name != published.Policy.Name), published];
    }
}
