namespace Approvals.GrainContracts;

/// <summary>
/// What a call of a grain carries, and what it answers: one value of the core as JSON. Nothing of it names a type, so
/// that nodes of two versions understand each other while a cluster is upgraded.
/// </summary>
/// <param name="Contract">The version of the contract that the JSON follows; see <see cref="Current"/>.</param>
/// <param name="Json">In UTF-8; of a limited length.</param>
[GenerateSerializer, Immutable, Alias("approvals.envelope")]
public sealed record Envelope([property: Id(0)] int Contract, [property: Id(1)] byte[] Json)
{
    /// <summary>The contract that this version speaks.</summary>
    public const int Current = 1;

    /// <summary>The longest JSON of a call, in bytes: of a large directory's changes.</summary>
    public const int MaxCallBytes = 16 * 1024 * 1024;

    /// <summary>The longest JSON of a submission, in bytes: twice what HTTP takes.</summary>
    public const int MaxSubmissionBytes = 512 * 1024;

    /// <summary>The longest JSON of an answer, in bytes: a page of the largest requests.</summary>
    public const int MaxAnswerBytes = 128 * 1024 * 1024;
}
