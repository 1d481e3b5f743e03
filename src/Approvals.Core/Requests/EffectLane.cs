using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>Whom an effect reaches, and how.</summary>
/// <param name="Name">No two lanes have the same.</param>
public readonly record struct EffectLane(string Name)
{
    /// <summary>Those who review, and those who watch, before it is known who they are.</summary>
    public static readonly EffectLane People = new("people");

    /// <summary>The agent that asked.</summary>
    public static readonly EffectLane Agent = new("agent");

    /// <summary>One person, or one place, by one channel. No name holds a slash.</summary>
    public static EffectLane Of(ReviewerId? person, ChannelName channel) => new($"{person}/{channel}");

    public override string ToString() => Name;
}
