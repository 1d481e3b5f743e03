using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.GrainContracts;

/// <summary>What a person says, and who that is.</summary>
public sealed record ReviewCall(ReviewerId Reviewer, ReviewInput Input);

/// <summary>Which agent takes its request back.</summary>
public sealed record CancelCall(AgentId Agent);

/// <summary>Changes of a tenant, all or nothing.</summary>
public sealed record ChangeCall(ImmutableArray<TenantChange> Changes);

/// <summary>A page of parked effects.</summary>
public sealed record ParkedCall(string? After, int Limit);

/// <summary>A tenant's directory.</summary>
/// <param name="Exists">Whether there is such a tenant.</param>
/// <param name="Tenant">The directory; null where the caller has it already, or there is none.</param>
public sealed record TenantAnswer(bool Exists, Tenant? Tenant);

/// <summary>A tenant's policies in force.</summary>
/// <param name="Version">Of the set; every publication that changes something adds one, and 0 is the empty set.</param>
/// <param name="Policies">The set; null where the caller has it already.</param>
public sealed record PoliciesAnswer(int Version, ImmutableArray<PublishedPolicy>? Policies);

/// <summary>A page of requests; null where the place asked for is none in the list.</summary>
public sealed record ListAnswer(RequestPage? Page);

/// <summary>A page of parked effects; null where the place asked for is none in the list.</summary>
public sealed record ParkedAnswer(ParkedPage? Page);
