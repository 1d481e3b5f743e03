using Approvals.Core.Identifiers;
using Approvals.Core.Ports;

namespace Approvals.Embedded.Tests.Model;

/// <summary>An engine as stories see it: its ports, its clock, and its ends.</summary>
internal interface IStoryEngine
{
    IRequests Requests { get; }

    ITenants Tenants { get; }

    IPolicies Policies { get; }

    /// <summary>Whether what the clock and the directory do comes to requests by itself, not only where somebody looks.</summary>
    bool IsStarted { get; }

    DateTimeOffset Now { get; }

    /// <summary>Moves the clock to this moment in one go; never back.</summary>
    Task MoveToAsync(DateTimeOffset to);

    /// <summary>
    /// Waits until exactly these effects of the request have been delivered, each at least once: those to people in this
    /// order, and those to the agent.
    /// </summary>
    Task UntilDeliveredAsync(RequestId request, IReadOnlyList<string> effects);

    /// <summary>Closes the engine in good order and opens it again.</summary>
    Task RestartAsync();

    /// <summary>Kills the engine at this moment, and opens what that leaves.</summary>
    Task CrashAsync();
}
