using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>Someone tells what came of an execution.</summary>
public sealed record ReportCommand(Claimant Reporter, ReportedOutcome Outcome, CanonicalJson? Detail);
