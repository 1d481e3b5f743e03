using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>What a person says, before it is known who they are to the directory: see <see cref="ReviewCommand"/>.</summary>
/// <param name="Verdict">Yes or no.</param>
/// <param name="Comment">Why, in their words.</param>
/// <param name="Digest">What they saw.</param>
/// <param name="Channel">How it arrived, such as <c>api</c>.</param>
/// <param name="Proof">What shows that it is they.</param>
public sealed record ReviewInput(Verdict Verdict, string? Comment, ActionDigest Digest, string Channel, Proof Proof);
