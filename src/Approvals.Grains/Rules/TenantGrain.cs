using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Approvals.Grains.Calls;
using Approvals.Grains.Storage;
using Approvals.Grains.Sweeping;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;

namespace Approvals.Grains.Rules;

/// <summary>The authority for one tenant's directory.</summary>
[GrainType("approvals.tenant")]
internal sealed class TenantGrain(GrainRecords records, ILocalSiloDetails silo, SweepAlarm alarm, EngineTime time) : Grain, ITenantGrain, IHoldsDirectory
{
    private const string Kind = "tenant";

    private TenantId _id = null!;
    private Tenant? _tenant;
    private string? _etag;

    public Tenant? Directory => _tenant;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _id = GrainKeys.ParseTenant(this.GetPrimaryKeyString()) ?? throw new EngineException("That is no tenant's key.");
        if (await records.ReadAsync(Kind, this.GetGrainId()) is { } stored)
        {
            _tenant = TenantRecord.FromJson(stored.Record).Tenant;
            _etag = stored.ETag;
        }
    }

    public async Task<Envelope> CreateAsync(Envelope changes)
    {
        CallRights.Current.RequireNode();
        var call = changes.ReadCall<ChangeCall>();
        return Message.Of(_tenant is null
            ? await StoreAsync(new Tenant { Id = _id, CreatedAt = time.Now }, call)
            : new TenantOutcome.Exists());
    }

    public async Task<Envelope> ChangeAsync(Envelope changes)
    {
        CallRights.Current.RequireAdmin();
        var call = changes.ReadCall<ChangeCall>();
        if (_tenant is not null)
        {
            return Message.Of(call.IfVersion is { } seen && seen != _tenant.Version
                ? new TenantOutcome.VersionMismatch(_tenant.Version)
                : await StoreAsync(_tenant, call));
        }

        DeactivateOnIdle();
        return Message.Of<TenantOutcome>(new TenantOutcome.NotFound());
    }

    public Task<Envelope> FindAsync(int? known)
    {
        CallRights.Current.RequireAuditor();
        if (_tenant is null)
        {
            DeactivateOnIdle();
        }

        return Task.FromResult(Message.Of(new TenantAnswer(_tenant is not null, _tenant?.Version == known ? null : _tenant)));
    }

    private async Task<TenantOutcome> StoreAsync(Tenant before, ChangeCall call)
    {
        var now = time.Now;
        Tenant changed;
        try
        {
            changed = before.Apply(call.Changes, now);
        }
        catch (TenantContradictionException e)
        {
            return new TenantOutcome.Contradiction(e.Message);
        }

        var concernsPeople = call.Changes.Any(c => c.ConcernsPeople);
        var row = new Row
        {
            Line = TenantLine.Of(changed, concernsPeople ? now : null, SiloLine.Of(silo)).ToJson(),
            Record = new TenantRecord { Tenant = changed }.ToJson(),
        };
        switch (await WriteAsync(row))
        {
            case WriteResult.Stored(var etag):
                (_tenant, _etag) = (changed, etag);
                if (concernsPeople)
                {
                    alarm.Ring();
                }

                return new TenantOutcome.Stored(changed);
            case WriteResult.Taken(var credential):
                return new TenantOutcome.Contradiction($"{credential} belongs to another tenant.");
            default:
                throw new InvalidOperationException("A directory was decided on itself alone.");
        }
    }

    private async Task<WriteResult> WriteAsync(Row row)
    {
        try
        {
            return await records.WriteAsync(Kind, this.GetGrainId(), _etag, row);
        }
        catch (EngineException)
        {
            DeactivateOnIdle();
            throw;
        }
    }
}
