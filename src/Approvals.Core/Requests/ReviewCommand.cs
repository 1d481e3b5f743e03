using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>A person says yes or no.</summary>
/// <param name="Reviewer">The person's entry in the directory as it stands now.</param>
/// <param name="Verdict">Yes or no.</param>
/// <param name="Comment">For the requester, if any.</param>
/// <param name="Digest">What the person saw.</param>
/// <param name="Channel">How the verdict arrived, such as <c>api</c>.</param>
public sealed record ReviewCommand(
    Reviewer Reviewer, Verdict Verdict, string? Comment, ActionDigest Digest, string Channel);
