using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Sweeping;

/// <summary>Has the cluster swept from this silo, every few seconds and where the alarm rings.</summary>
internal sealed partial class SweepLoop(
    IGrainFactory grains, SelfWork selfWork, SweepAlarm alarm, EngineTime time, ILogger<SweepLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await selfWork.Started.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isUrgent = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!await TrySweepAsync(isUrgent))
            {
                await Task.Delay(PauseAfterFailure, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await alarm.Rung.WaitAsync(Period, time.Provider, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isUrgent = alarm.Rung.IsCompleted;
        }
    }

    [LoggerMessage(2060, LogLevel.Error, "The sweep over what is due failed and is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception cause);

    private async Task<bool> TrySweepAsync(bool isUrgent)
    {
        alarm.Take();
        try
        {
            while (await grains.GetGrain<ISweepGrain>(ISweepGrain.Key).SweepAsync(isUrgent))
            {
                isUrgent = true;
            }

            return true;
        }
        catch (Exception e)
        {
            LogFailed(logger, e);
            alarm.Ring();
            return false;
        }
    }
}
