using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>What is known when an action is asked for.</summary>
/// <param name="Tenant">The directory: who answers for the agent, and who there is to approve.</param>
/// <param name="Evaluation">What the tenant's policies say of it.</param>
/// <param name="Pending">How many requests of the agent wait.</param>
/// <param name="EarlierDenial">The last denial of the same action to the same agent, if any.</param>
public sealed record SubmissionContext(Tenant Tenant, Evaluation Evaluation, int Pending, EarlierDenial? EarlierDenial);
