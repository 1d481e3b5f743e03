using Approvals.Core.Requests;

namespace Approvals.Core.Storage;

/// <summary>An effect that has not been acknowledged yet.</summary>
/// <param name="Id">The same at every attempt.</param>
/// <param name="Effect">What must happen.</param>
/// <param name="Attempts">How often it was tried and failed.</param>
/// <param name="NextAttemptAt">When it is tried next, in UTC.</param>
public sealed record OutboxEntry(EffectId Id, Effect Effect, int Attempts, DateTimeOffset NextAttemptAt)
{
    /// <summary>The longest pause between two attempts.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>The entry after a failed attempt: one second's pause, doubled with every failure.</summary>
    public OutboxEntry Failed(DateTimeOffset now)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Attempts), LongestPause.TotalSeconds));
        return this with { Attempts = Attempts + 1, NextAttemptAt = now + pause };
    }
}
