using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>That an admin said what came of an execution on which nobody reported.</summary>
/// <param name="By">The admin.</param>
/// <param name="Reason">How they know.</param>
public sealed record Resolution(Administrator By, string Reason)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReason = 2_000;
}
