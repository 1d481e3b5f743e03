using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Approvals.Core.Requests;

namespace Approvals.Core.Storage;

/// <summary>An effect that has not been acknowledged yet.</summary>
/// <param name="Id">The same at every attempt.</param>
/// <param name="Effect">What must happen.</param>
/// <param name="Attempts">How often it was tried and failed.</param>
/// <param name="NextAttemptAt">When it is tried next, in UTC.</param>
public sealed record OutboxEntry(EffectId Id, Effect Effect, int Attempts, DateTimeOffset NextAttemptAt)
{
    /// <summary>The longest pause between two attempts, before it is spread.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    /// <summary>After so many failures, about a day of them, it is parked.</summary>
    public const int MostAttempts = 150;

    /// <summary>Before this, in UTC, it is not tried at all; null where it is at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>When it may be tried, after a failure or because it was put off; null where it may at any time.</summary>
    [JsonIgnore]
    public DateTimeOffset? WaitsUntil => Attempts > 0 ? NextAttemptAt : NotBefore;

    /// <summary>Whether the next attempt is its last: if that fails, it is parked.</summary>
    [JsonIgnore]
    public bool IsAtLastAttempt => Attempts >= MostAttempts - 1;

    /// <summary>
    /// The entry after a failed attempt: one second's pause, doubled with every failure, and spread by a quarter either
    /// way to whole milliseconds, so that what failed together does not come again together.
    /// </summary>
    /// <remarks>What is told together once a day stays together: it is tried again at the same moments.</remarks>
    public OutboxEntry Failed(DateTimeOffset now)
    {
        if (Effect is Effect.Tell { Notice: Notice.Listed })
        {
            var next = now.UtcTicks + LongestPause.Ticks;
            return this with { Attempts = Attempts + 1, NextAttemptAt = new DateTimeOffset(next - (next % LongestPause.Ticks), TimeSpan.Zero) };
        }

        var pause = Math.Min(Math.Pow(2, Attempts), LongestPause.TotalSeconds);
        var spread = 0.75 + (0.5 * Chance(Id, Attempts));
        return this with { Attempts = Attempts + 1, NextAttemptAt = now + TimeSpan.FromMilliseconds(Math.Ceiling(pause * spread * 1_000)) };
    }

    /// <summary>From 0 to 1, as if by chance: of the effect and the attempt, since the core draws nothing.</summary>
    private static double Chance(EffectId id, int attempt)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}#{attempt}")), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) / (double)uint.MaxValue;
    }
}
