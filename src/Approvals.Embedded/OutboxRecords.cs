using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Approvals.Embedded.Storage;

namespace Approvals.Embedded;

/// <summary>The records as the outbox and the deadlines work them.</summary>
internal sealed class OutboxRecords(
    CommitQueue queue,
    RequestTable table,
    RequestGrounds grounds,
    LiveRequests live,
    RequestReaders readers,
    Action<RequestRow> announce,
    TimeProvider time)
{
    private static readonly TimeSpan PauseOfTheUnworkable = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan PauseOfTheStorage = TimeSpan.FromSeconds(1);

    /// <summary>As committed, without what time has done to it since.</summary>
    public RequestRecord? Find(RequestKey key) => (live.Find(key) ?? readers.Read(reader => reader.Find(key)))?.Record;

    /// <summary>Takes effects out of their outbox, with a later write or soon.</summary>
    public void Acknowledge(OutboxTurn turn, int? allOf, ImmutableArray<EffectId> delivered, Action<Acknowledgement, bool> ended) =>
        queue.RunWithNextCommit(new Acknowledgement(table, turn, allOf, delivered, ended));

    /// <summary>The directory by which effects are carried out.</summary>
    public Tenant? FindTenant(RequestKey key) => grounds.FindTenant(key);

    /// <summary>Stores what came of effects.</summary>
    public Task SettleAsync(RequestKey key, ImmutableArray<Settlement> settlements, CancellationToken cancellation) =>
        ChangeAsync(key, on => on.Request!.Record.Settle(settlements, on.Tenant, on.Now), cancellation);

    /// <summary>Has a parked effect tried again.</summary>
    /// <returns>False where no such effect is parked.</returns>
    public Task<bool> ReplayAsync(RequestKey key, EffectId effect, CancellationToken cancellation) =>
        ChangeAsync(key, on => on.Request!.Record.WithReplayedEffect(effect, on.Now), cancellation);

    /// <summary>What a channel had taken came back.</summary>
    /// <returns>False where nothing of this name was told, or that is known.</returns>
    public Task<bool> ReturnAsync(RequestKey key, ChannelName channel, string reference, string reason, CancellationToken cancellation) =>
        ChangeAsync(key, on => on.Request!.Record.WithReturned(channel, reference, reason, on.Tenant, on.Now), cancellation);

    /// <summary>Puts off what is due of a request that cannot be worked, so that it does not hold up others.</summary>
    /// <returns>Whether it could be; otherwise after a pause.</returns>
    public async Task<bool> PostponeAsync(RequestKey key, CancellationToken cancellation)
    {
        try
        {
            return await queue.RunAsync(
                () => new Decided<bool>(true, () => table.Postpone(key, time.GetUtcNow() + PauseOfTheUnworkable)), cancellation);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // The storage fails as a whole; a pause keeps this one from being tried over and over until it answers.
            await PauseAsync(cancellation);
            return false;
        }
    }

    /// <summary>Until a storage that fails as a whole may answer again.</summary>
    public async Task PauseAsync(CancellationToken cancellation) =>
        await Task.Delay(PauseOfTheStorage, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Stores what is made of a request's outbox; false where nothing is.</summary>
    private Task<bool> ChangeAsync(RequestKey key, Func<Grounds, RequestRecord?> change, CancellationToken cancellation) =>
        queue.RunAmongManyAsync(
            new RequestWork<bool>(
                key,
                on => on.Request is { } request && change(on) is { } changed
                    ? new Change<bool>(true, new RequestRow(request, changed))
                    : new Change<bool>(false),
                grounds,
                announce),
            cancellation);
}
