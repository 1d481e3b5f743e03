using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>The effects that were given up.</summary>
internal sealed class EmbeddedOutbox(OutboxRecords records, RequestReaders readers) : IOutbox
{
    public Task<ParkedPage> ListParkedAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, ParkedPage.MaxLimit);
        return Task.FromResult(readers.Read(reader => reader.ListParked(tenant, after, limit)));
    }

    public Task<bool> ReplayAsync(TenantId tenant, EffectId effect, CancellationToken cancellation) =>
        records.ReplayAsync(new RequestKey(tenant, effect.Request), effect, cancellation);

    public Task<bool> ReturnAsync(
        TenantId tenant, RequestId request, ChannelName channel, string reference, string reason, CancellationToken cancellation) =>
        records.ReturnAsync(new RequestKey(tenant, request), channel, reference, reason, cancellation);
}
