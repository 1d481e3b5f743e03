namespace Approvals.Core.Tenants;

/// <summary>How often a person's short codes were tried since one was right. Kept by the tenant.</summary>
/// <param name="Tries">How often.</param>
public sealed record CodeTries(int Tries)
{
    /// <summary>After so many wrong ones, all codes that were sent are void.</summary>
    public const int Most = 3;

    public static CodeTries None { get; } = new(0);

    /// <summary>Codes that were sent by this moment, in UTC, are worth nothing; null where all are good.</summary>
    public DateTimeOffset? VoidUntil { get; init; }

    /// <summary>Whether a code that was sent at this moment may still be tried.</summary>
    public bool IsGood(DateTimeOffset sentAt) => !(sentAt <= VoidUntil);

    /// <summary>One more try; one too many voids what was sent.</summary>
    internal CodeTries Try(DateTimeOffset now) => Tries < Most ? this with { Tries = Tries + 1 } : new CodeTries(0) { VoidUntil = now };
}
