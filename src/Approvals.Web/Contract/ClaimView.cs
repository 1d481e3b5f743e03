using Approvals.Core.Identifiers;

namespace Approvals.Web.Contract;

/// <summary>A permit, handed out.</summary>
internal sealed record ClaimView(RequestId RequestId, string Permit, DateTimeOffset LeaseEndsAt);
