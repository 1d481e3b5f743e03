using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.GrainContracts;
using Approvals.GrainContracts.Wire;
using Approvals.Grains.Calls;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Requests;

/// <content>What is due: a timer while the grain is there, a reminder for when it is not, and the effects.</content>
internal sealed partial class RequestGrain
{
    private const string Reminder = "due";

    /// <summary>The shortest period that Orleans allows; a reminder ticks until it is taken back.</summary>
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    /// <summary>Orleans counts no longer; whoever is reminded too early is reminded again.</summary>
    private static readonly TimeSpan LongestReminder = TimeSpan.FromDays(30);

    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    /// <summary>So long the grain alone knows what was delivered, if no other write takes it along.</summary>
    private static readonly TimeSpan DeliveriesKept = TimeSpan.FromSeconds(2);

    private ITimer? _timer;

    /// <summary>From here on, what was delivered is stored; null where it is. A crash before that has it delivered again.</summary>
    private DateTimeOffset? _deliveriesDue;
    private DateTimeOffset? _remindedAt;
    private IGrainReminder? _reminder;

    /// <summary>Whether there may be a reminder: one of an earlier activation is known by its tick alone.</summary>
    private bool _mayBeReminded;
    private int _isCarrying;

    public async Task WakeAsync()
    {
        if (!HasRecord())
        {
            DeactivateOnIdle();
            return;
        }

        await TickAsync();
        if (_deliveriesDue <= services.Time.Now)
        {
            await StoreDeliveriesAsync();
        }

        Watch();
    }

    public Task RecheckAsync() => RunAsync<ApprovalRequest?>(null, (request, tenant, now) =>
    {
        var step = Rechecking.Recheck(request, tenant, now);
        return new Step<ApprovalRequest?>(step.State, step.Outcome, step.Effects);
    });

    public async Task SettleAsync(SettledEffect[] settled)
    {
        // What is to be carried after this is not what is under way.
        EndCarrying();
        if (settled is [])
        {
            Watch();
            return;
        }

        await SettleSomeAsync(settled);
    }

    public async Task SettleSomeAsync(SettledEffect[] settled)
    {
        if (_record is null)
        {
            return;
        }

        var tenant = (await services.Rules.FindTenantAsync(_tenant)).Value;
        var settlements = settled.Select(s => s.ToSettlement()).OfType<Settlement>().ToList();
        var isAllDone = settlements.TrueForAll(s => s is Settlement.Done);
        var leavesMore = _record.LeavesMore(settlements.Select(s => s.Effect), tenant);
        var now = services.Time.Now;
        var next = _record.Settle(settlements, tenant, now);
        if (!isAllDone || leavesMore)
        {
            await StoreAsync(next);
            await ForgetReminderAsync();
            return;
        }

        // An acknowledgement goes with the next write.
        _record = next;
        _deliveriesDue ??= now + DeliveriesKept;
        Watch();
    }

    public async Task<bool> ReplayAsync(string effect)
    {
        CallRights.Current.RequireAdmin();
        if (EffectId.Parse(effect) is not { } id || !HasRecord() || _record.WithReplayedEffect(id, services.Time.Now) is not { } replayed)
        {
            return false;
        }

        await StoreAsync(replayed);
        return true;
    }

    public async Task<bool> ReturnAsync(Envelope call)
    {
        CallRights.Current.RequireNode();
        var returned = call.ReadCall<ReturnCall>();
        var tenant = (await services.Rules.FindTenantAsync(_tenant)).Value;
        if (!HasRecord() || _record.WithReturned(returned.Channel, returned.Reference, returned.Reason, tenant, services.Time.Now) is not { } next)
        {
            DeactivateWithoutRecord();
            return false;
        }

        await StoreAsync(next);
        return true;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (status.CurrentTickTime - status.FirstTickTime < status.Period)
        {
            services.Meter.Reminded(status.CurrentTickTime - status.FirstTickTime);
        }

        if (!services.SelfWork.IsStarted)
        {
            return;
        }

        _mayBeReminded = true;
        await WakeAsync();
        await StoreDeliveriesAsync();
        if (_record is null || ReminderOf(_record) is null)
        {
            await ForgetReminderAsync();
        }
        else if (ReminderOf(_record) > services.Time.Now + ReminderPeriod)
        {
            _remindedAt = null;
            await RemindAsync(_record);
        }
    }

    [LoggerMessage(2030, LogLevel.Warning, "The reminder of {Request} cannot be taken back; it ticks once more.")]
    private static partial void LogReminderKept(ILogger logger, Exception cause, GrainId request);

    [LoggerMessage(2031, LogLevel.Error, "What is due of {Request} failed, and is tried again.")]
    private static partial void LogDueFailed(ILogger logger, Exception cause, GrainId request);

    /// <summary>When something is to be done next; null where nothing is.</summary>
    private static DateTimeOffset? NextOf(RequestRecord record)
    {
        DateTimeOffset? effects = record.Outbox.IsEmpty ? null : record.RetryAt ?? record.Request.UpdatedAt;
        return Earlier(effects, record.Request.DueAfter?.AddTicks(1));
    }

    /// <summary>
    /// When a reminder is to wake the request, wherever it is. What has not been tried yet is tried at once; where a crash
    /// comes before that, the sweep finds it.
    /// </summary>
    private static DateTimeOffset? ReminderOf(RequestRecord record) =>
        Earlier(record.Outbox.IsEmpty ? null : record.RetryAt, record.Request.DueAfter?.AddTicks(1));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other ? one : other ?? one;

    private async Task StoreDeliveriesAsync()
    {
        if (_deliveriesDue is not null)
        {
            await StoreAsync(_record!);
            await ForgetReminderAsync();
        }
    }

    /// <summary>Before the grain goes; what cannot be stored is delivered once more.</summary>
    private async Task TryStoreDeliveriesAsync()
    {
        try
        {
            if (!_isGone)
            {
                await StoreDeliveriesAsync();
            }
        }
        catch (EngineException e)
        {
            LogDueFailed(services.Logger, e, this.GetGrainId());
        }
    }

    private async Task TickAsync()
    {
        if (services.Time.Now > _record!.Request.DueAfter)
        {
            services.Meter.Ticked(services.Time.Now - _record.Request.DueAfter.Value);
            var step = Clock.Tick(_record.Request, services.Time.Now);
            if (step.State is not null)
            {
                await StoreAsync(RequestRecord.After(_record, step)!);
            }
        }
    }

    /// <summary>Registered before the record is written: a crash between the two wakes a grain that finds nothing to do.</summary>
    private async Task RemindAsync(RequestRecord next)
    {
        if (ReminderOf(next) is not { } at || _remindedAt <= at)
        {
            return;
        }

        var now = services.Time.Now;
        // What is due soon a timer does; the reminder is for when that does not come about.
        var due = at - now < ReminderPeriod ? ReminderPeriod : at - now;
        try
        {
            _reminder = await this.RegisterOrUpdateReminder(Reminder, due < LongestReminder ? due : LongestReminder, ReminderPeriod);
        }
        catch (Exception e) when (e is not EngineException)
        {
            LogDueFailed(services.Logger, e, this.GetGrainId());
            throw new EngineException("The deadline could not be watched over, so nothing was done; try again.");
        }

        (_remindedAt, _mayBeReminded) = (at, true);
    }

    private async Task ForgetReminderAsync()
    {
        if (!_mayBeReminded || (_record is not null && ReminderOf(_record) is not null))
        {
            return;
        }

        try
        {
            if ((_reminder ?? await this.GetReminder(Reminder)) is { } reminder)
            {
                await this.UnregisterReminder(reminder);
            }

            (_remindedAt, _reminder, _mayBeReminded) = (null, null, false);
        }
        catch (Exception e)
        {
            LogReminderKept(services.Logger, e, this.GetGrainId());
        }
    }

    /// <summary>Sees to it that what is due is done: now, or by a timer.</summary>
    private void Watch()
    {
        StopWatching();
        if (_record is null || _isGone || !services.SelfWork.IsStarted || Earlier(NextOf(_record), _deliveriesDue) is not { } next)
        {
            return;
        }

        var now = services.Time.Now;
        if (!_record.Outbox.IsEmpty && (_record.RetryAt is null || _record.RetryAt <= now))
        {
            Carry(_record);
            next = Earlier(_record.Request.DueAfter?.AddTicks(1), _deliveriesDue) ?? now + LongestTimer;
        }

        // Timers count milliseconds; the next full one is not too early.
        var sleep = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(1, (next - now).TotalMilliseconds)));
        var self = this.AsReference<IRequestWork>();
        _timer = services.Time.Provider.CreateTimer(
            _ => _ = AskAsync(() => self.WakeAsync()), null, sleep < LongestTimer ? sleep : LongestTimer, Timeout.InfiniteTimeSpan);
    }

    private void StopWatching()
    {
        _timer?.Dispose();
        _timer = null;
    }

    /// <summary>One at a time: what comes while it is under way is carried after it is settled.</summary>
    private void Carry(RequestRecord record)
    {
        if (Interlocked.Exchange(ref _isCarrying, 1) == 0)
        {
            var self = this.AsReference<IRequestWork>();
            _ = Task.Run(() => AskAsync(() => CarryAsync(record, self)));
        }
    }

    private async Task CarryAsync(RequestRecord record, IRequestWork self)
    {
        try
        {
            await self.SettleAsync(await services.Courier.CarryAsync(record, self.SettleSomeAsync));
        }
        catch
        {
            EndCarrying();
            throw;
        }
    }

    private void EndCarrying() => Interlocked.Exchange(ref _isCarrying, 0);

    /// <summary>Nobody waits for it: what fails is found again by the sweep or by the reminder.</summary>
    private async Task AskAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception e)
        {
            LogDueFailed(services.Logger, e, this.GetGrainId());
        }
    }
}
