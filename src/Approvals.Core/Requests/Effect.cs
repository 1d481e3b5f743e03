using System.Text.Json.Serialization;

namespace Approvals.Core.Requests;

/// <summary>
/// Something that must happen outside because a request changed. It is stored with the change and carried out at
/// least once.
/// </summary>
[JsonDerivedType(typeof(AskReviewers), "askReviewers")]
[JsonDerivedType(typeof(AnnounceDecision), "announceDecision")]
[JsonDerivedType(typeof(AnnounceUnknown), "announceUnknown")]
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Those who may review are to be asked.</summary>
    public sealed record AskReviewers : Effect;

    /// <summary>The requester and the reviewers are to be told the decision.</summary>
    public sealed record AnnounceDecision : Effect;

    /// <summary>A lease ended without a report: people are to find out what happened.</summary>
    public sealed record AnnounceUnknown : Effect;
}
