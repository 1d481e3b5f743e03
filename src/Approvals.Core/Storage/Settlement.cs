namespace Approvals.Core.Storage;

/// <summary>What came of an attempt to carry an effect out.</summary>
public abstract record Settlement
{
    private Settlement(EffectId effect) => Effect = effect;

    /// <summary>Which effect.</summary>
    public EffectId Effect { get; }

    /// <summary>It was carried out.</summary>
    /// <param name="Effect">Which effect.</param>
    /// <param name="Reference">What the channel calls what it sent, if it has a name for it.</param>
    public sealed record Done(EffectId Effect, string? Reference = null) : Settlement(Effect);

    /// <summary>By now there was nothing to tell.</summary>
    public sealed record Unneeded(EffectId Effect) : Settlement(Effect);

    /// <summary>The attempt failed; another may succeed.</summary>
    public sealed record Failed(EffectId Effect, string Reason) : Settlement(Effect);

    /// <summary>The attempt failed, and no other would help.</summary>
    public sealed record GivenUp(EffectId Effect, string Reason) : Settlement(Effect);
}
