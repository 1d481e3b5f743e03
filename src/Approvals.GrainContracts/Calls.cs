using System.Collections.Immutable;
using Approvals.Core.Audit;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.GrainContracts;

/// <summary>What a person says, and who that is.</summary>
public sealed record ReviewCall(ReviewerId Reviewer, ReviewInput Input);

/// <summary>What somebody is to be told of a request, as it stands.</summary>
public sealed record GatewayCall(Effect.Tell Tell, ApprovalRequest Request);

/// <summary>What a channel had taken came back.</summary>
public sealed record ReturnCall(ChannelName Channel, string Reference, string Reason);

/// <summary>Which agent takes its request back.</summary>
public sealed record CancelCall(AgentId Agent);

/// <summary>Changes of a tenant, all or nothing.</summary>
/// <param name="Changes">What changes.</param>
/// <param name="IfVersion">The version that the caller decided on; null where that does not matter.</param>
public sealed record ChangeCall(ImmutableArray<TenantChange> Changes, int? IfVersion = null);

/// <summary>A version of a policy, in force or not.</summary>
public sealed record VersionCall(PolicyName Name, int Version);

/// <summary>That version; null where there is none.</summary>
public sealed record VersionAnswer(PolicyVersion? Version);

/// <summary>What came of an act in the log.</summary>
public sealed record AuditEndCall(long Place, AuditedEnd End);

/// <summary>A page of the log of administrative acts.</summary>
public sealed record AuditCall(string? After, int Limit);

/// <summary>That page; null where the place asked for is none in the log.</summary>
public sealed record AuditAnswer(AuditPage? Page);

/// <summary>The changes after a place; null for the present one.</summary>
public sealed record FollowCall(Viewer Viewer, string? After, int Limit);

/// <summary>Changes; null where the place asked for is none.</summary>
public sealed record FollowAnswer(ChangePage? Page);

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
