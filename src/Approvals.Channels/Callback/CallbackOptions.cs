namespace Approvals.Channels.Callback;

/// <summary>How agents are called back. Bound from the configuration section <c>Approvals:Callback</c>.</summary>
public sealed class CallbackOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Approvals:Callback";

    /// <summary>How long one attempt may take, from the look-up of the name to the answer's headers.</summary>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether addresses are called that are not public, such as the machine itself. In development only.</summary>
    public bool AllowPrivateAddresses { get; set; }
}
