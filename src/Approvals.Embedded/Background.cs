using Microsoft.Extensions.Logging;

namespace Approvals.Embedded;

/// <summary>Runs rounds of work in the background until it is disposed of. A round that fails is tried again.</summary>
internal sealed partial class Background : IAsyncDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="name">For the log.</param>
    /// <param name="round">Does what is due and sleeps until more is.</param>
    /// <param name="time">Counts the pause after a failure.</param>
    /// <param name="logger">Told of failures.</param>
    public Background(string name, Func<CancellationToken, Task> round, TimeProvider time, ILogger logger) =>
        _running = Task.Run(() => RunAsync(name, round, time, logger));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    [LoggerMessage(1010, LogLevel.Error, "{Name} failed and is tried again.")]
    private static partial void LogFailed(ILogger logger, Exception cause, string name);

    private async Task RunAsync(string name, Func<CancellationToken, Task> round, TimeProvider time, ILogger logger)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await round(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(logger, e, name);
                await Task.Delay(PauseAfterFailure, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
