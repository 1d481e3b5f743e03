using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Core.Ports;

/// <summary>An effect to carry out.</summary>
/// <param name="Id">The same at every attempt: a receiver drops what it has seen.</param>
/// <param name="Effect">What must happen.</param>
/// <param name="Request">The request as it stands now, which may be later than the effect.</param>
/// <param name="Tenant">The directory as it now stands, where the effect is <see cref="Effect.Tell"/> or <see cref="Effect.CallBack"/>; null for others.</param>
public sealed record Delivery(EffectId Id, Effect Effect, ApprovalRequest Request, Tenant? Tenant = null);
