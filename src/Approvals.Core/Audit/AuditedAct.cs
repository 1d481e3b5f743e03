namespace Approvals.Core.Audit;

/// <summary>What somebody with the rights of an admin sets about to do.</summary>
/// <param name="By">Who, as in <c>alice</c> or <c>key k1</c>.</param>
/// <param name="Act">What, as in <c>policy.publish</c>.</param>
/// <param name="Subject">To what: the address that was called, or the name of the thing; up to <see cref="MaxSubject"/> characters.</param>
public sealed record AuditedAct(string By, string Act, string Subject)
{
    /// <summary>The longest subject, in characters; what is longer is cut.</summary>
    public const int MaxSubject = 500;

    public string Subject { get; } = Subject.Length > MaxSubject ? Subject[..MaxSubject] : Subject;
}
