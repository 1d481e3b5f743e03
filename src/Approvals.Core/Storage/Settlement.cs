using Approvals.Core.Ports;

namespace Approvals.Core.Storage;

/// <summary>What came of an attempt to carry an effect out.</summary>
public abstract record Settlement
{
    private Settlement(EffectId effect) => Effect = effect;

    /// <summary>Which effect.</summary>
    public EffectId Effect { get; }

    /// <summary>What a channel did.</summary>
    public static Settlement Of(EffectId effect, DeliveryResult result) => result switch
    {
        DeliveryResult.Done(var reference) => new Done(effect, reference),
        DeliveryResult.Unneeded => new Unneeded(effect),
        _ => throw new ArgumentException($"{result.GetType().Name} is not a result.", nameof(result)),
    };

    /// <summary>Why a channel could do nothing.</summary>
    /// <param name="effect">Which effect.</param>
    /// <param name="failure">What it threw.</param>
    /// <param name="exceeded">How long it had, where that is why.</param>
    public static Settlement Of(EffectId effect, Exception failure, TimeSpan? exceeded) => (failure, exceeded) switch
    {
        (UndeliverableException, _) => new GivenUp(effect, failure.Message),
        (OperationCanceledException, { } longest) => new Failed(effect, $"It took longer than {longest.TotalSeconds} s."),
        _ => new Failed(effect, failure.Message),
    };

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
