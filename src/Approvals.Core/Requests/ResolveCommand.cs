using Approvals.Core.Json;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>An admin says what came of an execution on which nobody reported.</summary>
/// <param name="By">The admin.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Reason">How they know: 1 to <see cref="Resolution.MaxReason"/> characters.</param>
/// <param name="Detail">A JSON object of their own, if any.</param>
public sealed record ResolveCommand(Administrator By, ReportedOutcome Outcome, string Reason, CanonicalJson? Detail);
