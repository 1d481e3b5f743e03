using Approvals.Core.Storage;

namespace Approvals.Embedded;

/// <summary>An effect whose attempt failed.</summary>
/// <param name="Id">Which.</param>
/// <param name="Reason">What went wrong.</param>
/// <param name="IsFinal">Whether no further attempt would help.</param>
internal sealed record FailedEffect(EffectId Id, string Reason, bool IsFinal);
