using Approvals.Core.Requests;
using Approvals.Core.Storage;

namespace Approvals.Core.Ports;

/// <summary>An effect to carry out.</summary>
/// <param name="Id">The same at every attempt: a receiver drops what it has seen.</param>
/// <param name="Effect">What must happen.</param>
/// <param name="Request">The request as it stands now, which may be later than the effect.</param>
public sealed record Delivery(EffectId Id, Effect Effect, ApprovalRequest Request);
