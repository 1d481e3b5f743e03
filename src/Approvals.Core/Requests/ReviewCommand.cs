using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>A person says yes or no.</summary>
/// <param name="Reviewer">The person.</param>
/// <param name="Input">What they say.</param>
/// <param name="Tenant">The directory as it stands now: what they may say.</param>
public sealed record ReviewCommand(ReviewerId Reviewer, ReviewInput Input, Tenant Tenant);
