using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.GrainContracts.Credentials;

namespace Approvals.GrainContracts.Client;

/// <summary>Calls grains: under a limit, with what every call carries, and with the engine's own exceptions.</summary>
internal sealed class GrainCalls(IGrainFactory grains, CallGate gate, CallCredential credential)
{
    /// <summary>For whoever waits for a call that others make as well.</summary>
    /// <exception cref="OverloadedException">So many calls are under way already.</exception>
    public CallGate.Pass Enter() => gate.Enter();

    /// <param name="tenant">Whom it is about; null for none.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Stops the waiting for the answer.</param>
    public async Task<T> CallAsync<T>(TenantId? tenant, Func<IGrainFactory, Task<T>> call, CancellationToken cancellation)
    {
        using var pass = gate.Enter();
        return await CallUncountedAsync(tenant, call, cancellation);
    }

    /// <summary>The same for those who have entered before.</summary>
    public async Task<T> CallUncountedAsync<T>(TenantId? tenant, Func<IGrainFactory, Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            RequestContext.Set(CallCredential.Header, credential.For(tenant));
            return await call(grains).WaitAsync(cancellation);
        }
        catch (Exception e) when (e is not (EngineException or OperationCanceledException))
        {
            throw Failed(e);
        }
    }

    /// <summary>Waits for a call that only waits itself, and is not counted.</summary>
    public async Task WaitAsync(TenantId tenant, Func<IGrainFactory, Task> call, CancellationToken cancellation)
    {
        try
        {
            RequestContext.Set(CallCredential.Header, credential.For(tenant));
            await call(grains).WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Whoever waits no longer is told how it stands.
        }
        catch (Exception e) when (e is not EngineException)
        {
            throw Failed(e);
        }
    }

    public IRequestGrain Request(TenantId tenant, RequestId request) => grains.GetGrain<IRequestGrain>(GrainKeys.Of(tenant, request));

    private static EngineException Failed(Exception cause) => cause is ClusterException failure
        ? failure.ToException()
        : new EngineException(
            "The cluster could not do its work; whether the command took effect is not known, and giving it again tells.", cause);
}
