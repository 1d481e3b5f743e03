using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>
/// Something that must happen outside because a request changed. It is stored with the change and carried out at
/// least once.
/// </summary>
[JsonDerivedType(typeof(AskReviewers), "askReviewers")]
[JsonDerivedType(typeof(AskTier), "askTier")]
[JsonDerivedType(typeof(AskOwners), "askOwners")]
[JsonDerivedType(typeof(Remind), "remind")]
[JsonDerivedType(typeof(AnnounceDecision), "announceDecision")]
[JsonDerivedType(typeof(AnnounceUnknown), "announceUnknown")]
[JsonDerivedType(typeof(CallBack), "callBack")]
[JsonDerivedType(typeof(AskNext), "askNext")]
[JsonDerivedType(typeof(Tell), "tell")]
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>Whom it reaches. Effects of one lane happen in their order; lanes do not wait for each other.</summary>
    [JsonIgnore]
    public virtual EffectLane Lane => EffectLane.People;

    /// <summary>Whether it stands for whatever each of the people it concerns is to be told: see <see cref="Routing"/>.</summary>
    [JsonIgnore]
    public bool ConcernsPeople => this is not (Tell or CallBack);

    /// <summary>What must happen because the request was decided.</summary>
    internal static ImmutableArray<Effect> OfDecision(ApprovalRequest request) => request.CallbackUrl is null
        ? [new AnnounceDecision()]
        : [new AnnounceDecision(), new CallBack()];

    /// <summary>Those who may review are to be asked.</summary>
    public sealed record AskReviewers : Effect;

    /// <summary>A tier was reached: its people are to be asked too.</summary>
    /// <param name="Requirement">Which requirement of the request, counted from 0.</param>
    /// <param name="Tier">Which tier of the requirement, counted from 0.</param>
    public sealed record AskTier(int Requirement, int Tier) : Effect;

    /// <summary>Slots were found that nobody else can fill: the owners are to be asked too.</summary>
    /// <param name="Requirement">Which requirement of the request, counted from 0.</param>
    public sealed record AskOwners(int Requirement) : Effect;

    /// <summary>Groups are asked in order, and one was filled: the next is to be asked.</summary>
    /// <param name="Requirement">Which requirement of the request, counted from 0.</param>
    public sealed record AskNext(int Requirement) : Effect;

    /// <summary>Half of the time is over: those who were asked and have not reviewed are to be reminded.</summary>
    public sealed record Remind : Effect;

    /// <summary>The requester and the reviewers are to be told the decision.</summary>
    public sealed record AnnounceDecision : Effect;

    /// <summary>A lease ended without a report: people are to find out what happened.</summary>
    public sealed record AnnounceUnknown : Effect;

    /// <summary>The agent is to be told the decision at its <see cref="ApprovalRequest.CallbackUrl"/>.</summary>
    public sealed record CallBack : Effect
    {
        [JsonIgnore]
        public override EffectLane Lane => EffectLane.Agent;
    }

    /// <summary>One person, or one place, is to be told by one channel.</summary>
    /// <param name="Notice">What.</param>
    /// <param name="Channel">How.</param>
    public sealed record Tell(Notice Notice, ChannelName Channel) : Effect
    {
        /// <summary>Whom; null for all who are at the channel's place.</summary>
        public ReviewerId? Person { get; init; }

        /// <summary>Whether it is for a program, by which nobody is asked; null for no.</summary>
        public bool? ForProgram { get; init; }

        [JsonIgnore]
        public override EffectLane Lane => EffectLane.Of(Person, Channel);
    }
}
