using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>What a person says, before it is known who they are to the directory: see <see cref="ReviewCommand"/>.</summary>
public sealed record ReviewInput(Verdict Verdict, string? Comment, ActionDigest Digest, string Channel);
