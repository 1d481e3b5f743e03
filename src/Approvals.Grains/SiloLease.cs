using Approvals.Core.Ports;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains;

/// <summary>
/// Whether this silo still belongs to the cluster, by the membership table, for as long as the others need to take it for
/// dead. One that was stopped and goes on would otherwise answer from grains that stand elsewhere by now, and write what
/// those do not know of. Counted from before the question, on a clock that nobody sets; asked for where it is needed.
/// </summary>
internal sealed partial class SiloLease(
    IMembershipTable table,
    ILocalSiloDetails silo,
    IClusterMembershipService membership,
    IFatalErrorHandler end,
    ILogger<SiloLease> logger)
{
    /// <summary>Shorter than it takes the others: they miss three probes of two seconds.</summary>
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    /// <summary>So long the table has for its answer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>After a failure, for whoever waits: neither the log nor the database is flooded.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private Task _asking = Task.CompletedTask;
    private long _until = long.MinValue;

    /// <summary>What Orleans has heard by itself ends it, too.</summary>
    private bool IsHeld =>
        TimeProvider.System.GetTimestamp() <= Volatile.Read(ref _until)
        && membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) != SiloStatus.Dead;

    /// <summary>Ends when the silo is known to belong to the cluster.</summary>
    /// <exception cref="EngineException">It does not, or nobody can tell.</exception>
    public ValueTask RequireAsync() => IsHeld ? ValueTask.CompletedTask : new ValueTask(RenewAsync());

    private async Task RenewAsync()
    {
        // What was asked before a stop tells nothing of after it: then the next question does.
        for (var question = 0; question < 2 && !IsHeld; question++)
        {
            await AskOnceAsync();
        }

        if (!IsHeld)
        {
            throw new EngineException("The node does not know whether it still belongs to the cluster; nothing was done. Try again.");
        }
    }

    /// <summary>Whoever comes while it is asked waits for that answer.</summary>
    private Task AskOnceAsync()
    {
        lock (_lock)
        {
            return _asking.IsCompleted ? _asking = AskAsync() : _asking;
        }
    }

    private async Task AskAsync()
    {
        // Not on the grain that asks: others wait for the answer as well.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var until = TimeProvider.System.GetTimestamp() + (long)(Time.TotalSeconds * TimeProvider.System.TimestampFrequency);
        try
        {
            var row = await table.ReadRowAsync(silo.SiloAddress, CancellationToken.None).WaitAsync(Longest);
            if (row.Members is [var (entry, _)] && entry.Status != SiloStatus.Dead)
            {
                Volatile.Write(ref _until, until);
                return;
            }

            LogDead(logger, silo.SiloAddress);
            if (membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) is SiloStatus.Joining or SiloStatus.Active)
            {
                end.OnFatalException(this, "The membership table does not have this silo any more.", null);
            }
        }
        catch (Exception e)
        {
            LogUnknown(logger, e);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    [LoggerMessage(2095, LogLevel.Error, "The membership table does not answer; the node takes no calls until it does.")]
    private static partial void LogUnknown(ILogger logger, Exception cause);

    [LoggerMessage(2096, LogLevel.Critical, "The others took this silo, {Silo}, for dead; it ends.")]
    private static partial void LogDead(ILogger logger, SiloAddress silo);
}
