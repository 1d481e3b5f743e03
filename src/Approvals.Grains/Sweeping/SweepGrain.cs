using Approvals.Core.Identifiers;
using Approvals.Grains.Requests;
using Approvals.Grains.Rules;
using Approvals.GrainContracts;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Sweeping;

/// <summary>
/// Wakes the requests whose time has come and that nobody woke, and looks at what waits again where a tenant's people
/// changed. It only wakes: what is due, every request decides for itself.
/// </summary>
[GrainType("approvals.sweep")]
internal sealed partial class SweepGrain(DueRequests due, TenantRules rules, Backlog backlog, EngineTime time, ILogger<SweepGrain> logger)
    : Grain, ISweepGrain
{
    private const int AtOnce = 256;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    private DateTimeOffset _last = DateTimeOffset.MinValue;
    private readonly Dictionary<string, DateTimeOffset> _putOff = [];

    public async Task<bool> SweepAsync(bool isUrgent)
    {
        var now = time.Now;
        if (!isUrgent && now >= _last && now - _last < Pause)
        {
            return false;
        }

        _last = now;
        await RecheckAsync(now);
        var hasMore = await WakeAsync(now);
        await due.ForgetDenialsAsync(now);
        await backlog.MeasureAsync();
        return hasMore;
    }

    [LoggerMessage(2050, LogLevel.Error, "Request {Request} cannot be woken; it is tried again in a while.")]
    private static partial void LogWakeFailed(ILogger logger, Exception cause, string request);

    private async Task<bool> WakeAsync(DateTimeOffset now)
    {
        foreach (var over in _putOff.Where(p => p.Value <= now).Select(p => p.Key).ToList())
        {
            _putOff.Remove(over);
        }

        var found = await due.FindAsync(now, [.. _putOff.Keys], AtOnce);
        await Task.WhenAll(found.Select(key => TryAsync(key, now, grain => grain.WakeAsync())));
        return found.Count >= AtOnce;
    }

    private async Task RecheckAsync(DateTimeOffset now)
    {
        foreach (var (tenant, version) in await due.FindRechecksAsync(now))
        {
            rules.Forget(tenant);
            var isDone = await RecheckAsync(tenant, now);
            var next = isDone ? (await rules.FindTenantAsync(tenant)).Value?.NextPeopleChange(now) : now + PauseAfterFailure;
            await due.FinishRecheckAsync(tenant, version, next);
        }
    }

    private async Task<bool> RecheckAsync(TenantId tenant, DateTimeOffset now)
    {
        var isDone = true;
        var after = 0L;
        while (true)
        {
            var waiting = await due.FindPendingAsync(tenant, after, AtOnce);
            var looked = await Task.WhenAll(waiting.Select(w => TryAsync(GrainKeys.Of(tenant, w.Id), now, grain => grain.RecheckAsync())));
            isDone &= looked.All(static l => l);
            if (waiting.Count < AtOnce)
            {
                return isDone;
            }

            after = waiting[^1].Seq;
        }
    }

    private async Task<bool> TryAsync(string key, DateTimeOffset now, Func<IRequestWork, Task> work)
    {
        try
        {
            await work(GrainFactory.GetGrain<IRequestWork>(key));
            return true;
        }
        catch (Exception e)
        {
            LogWakeFailed(logger, e, key);
            _putOff[key] = now + PauseAfterFailure;
            return false;
        }
    }
}
