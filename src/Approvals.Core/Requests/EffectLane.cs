namespace Approvals.Core.Requests;

/// <summary>Whom an effect reaches.</summary>
public enum EffectLane
{
    /// <summary>Those who review, and those who watch.</summary>
    People,

    /// <summary>The agent that asked.</summary>
    Agent,
}
