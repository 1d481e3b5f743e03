namespace Approvals.Silo;

/// <summary>
/// When the node is to stop, whoever asks is told that it is not ready while it still serves, so that nobody is sent to
/// it when it ends.
/// </summary>
internal sealed class Drain(NodeHealth health, TimeSpan time) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        health.Drain();
        return Task.Delay(time, TimeProvider.System, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
