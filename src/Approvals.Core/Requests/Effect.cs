using System.Text.Json.Serialization;

namespace Approvals.Core.Requests;

/// <summary>
/// Something that must happen outside because a request changed. It is stored with the change and carried out at
/// least once.
/// </summary>
[JsonDerivedType(typeof(AskReviewers), "askReviewers")]
[JsonDerivedType(typeof(AskTier), "askTier")]
[JsonDerivedType(typeof(Remind), "remind")]
[JsonDerivedType(typeof(AnnounceDecision), "announceDecision")]
[JsonDerivedType(typeof(AnnounceUnknown), "announceUnknown")]
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Those who may review are to be asked.</summary>
    public sealed record AskReviewers : Effect;

    /// <summary>A tier was reached: its people are to be asked too.</summary>
    /// <param name="Requirement">Which requirement of the request, counted from 0.</param>
    /// <param name="Tier">Which tier of the requirement, counted from 0.</param>
    public sealed record AskTier(int Requirement, int Tier) : Effect;

    /// <summary>Half of the time is over: those who were asked and have not reviewed are to be reminded.</summary>
    public sealed record Remind : Effect;

    /// <summary>The requester and the reviewers are to be told the decision.</summary>
    public sealed record AnnounceDecision : Effect;

    /// <summary>A lease ended without a report: people are to find out what happened.</summary>
    public sealed record AnnounceUnknown : Effect;
}
