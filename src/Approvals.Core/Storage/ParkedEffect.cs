using Approvals.Core.Requests;

namespace Approvals.Core.Storage;

/// <summary>An effect that is not tried any more until somebody has it tried again.</summary>
/// <param name="Id">The same at every attempt.</param>
/// <param name="Effect">What should have happened.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When it was given up, in UTC.</param>
/// <param name="Reason">Why the last attempt failed; at most <see cref="MaxReason"/> characters.</param>
public sealed record ParkedEffect(EffectId Id, Effect Effect, int Attempts, DateTimeOffset At, string Reason)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReason = 500;
}
