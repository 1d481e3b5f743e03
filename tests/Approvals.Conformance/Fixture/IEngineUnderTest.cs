using Approvals.Core.Ports;

namespace Approvals.Conformance.Fixture;

/// <summary>Opens an engine that holds nothing yet. It takes commands; it need not be started.</summary>
public delegate Task<IEngineUnderTest> OpenEngine();

/// <summary>
/// An engine as the suite sees it: its ports, and what tests do to it. Nothing here says where it runs or how it
/// stores.
/// </summary>
public interface IEngineUnderTest : IAsyncDisposable
{
    IRequests Requests { get; }

    IPolicies Policies { get; }

    ITenants Tenants { get; }

    IOutbox Outbox { get; }

    IAudit Audit { get; }

    IChanges Changes { get; }

    /// <summary>Where the engine's effects arrive, whichever of its lives carries them out.</summary>
    RecordingChannel Channel { get; }

    PermitSigner Signer { get; }

    /// <summary>The engine's time. Only tests move it.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Moves the engine's time forward to this moment, in one go.</summary>
    Task MoveToAsync(DateTimeOffset to);

    /// <summary>
    /// Lets time pass, in steps of seconds and at any pace, until the task ends. How far it went is up to the subject:
    /// a test allows for it.
    /// </summary>
    Task<T> PassUntilAsync<T>(Task<T> condition);

    /// <summary>
    /// From here on deadlines and the outbox run by themselves, until the next restart or crash. What an engine does
    /// of them before is up to it.
    /// </summary>
    Task StartAsync();

    /// <summary>Closes the engine in good order and opens it again, not started.</summary>
    Task RestartAsync();

    /// <summary>Kills the engine at this moment, and opens what that leaves, not started.</summary>
    Task CrashAsync();

    /// <summary>
    /// Until the hold is disposed of, commands gather and are not answered, so that they meet. A subject that cannot
    /// arrange that lets them through.
    /// </summary>
    Task<IAsyncDisposable> HoldAsync();
}
