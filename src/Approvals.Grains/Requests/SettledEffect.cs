using Approvals.Core.Storage;

namespace Approvals.Grains.Requests;

/// <summary>What came of one effect, as a silo tells it to the request.</summary>
/// <param name="Effect">Which, by its id.</param>
/// <param name="End">What came of it.</param>
/// <param name="Text">What the message is called, or what went wrong.</param>
[GenerateSerializer, Immutable, Alias("approvals.settledEffect")]
internal sealed record SettledEffect([property: Id(0)] string Effect, [property: Id(1)] EffectEnd End, [property: Id(2)] string? Text)
{
    public static SettledEffect Of(Settlement settlement) => settlement switch
    {
        Settlement.Done(var effect, var reference) => new(effect.Value, EffectEnd.Done, reference),
        Settlement.Unneeded(var effect) => new(effect.Value, EffectEnd.Unneeded, null),
        Settlement.Failed(var effect, var reason) => new(effect.Value, EffectEnd.Failed, reason),
        Settlement.GivenUp(var effect, var reason) => new(effect.Value, EffectEnd.GivenUp, reason),
        _ => throw new ArgumentException($"{settlement.GetType().Name} is not a settlement.", nameof(settlement)),
    };

    /// <summary>The same for the core; null where the id is none.</summary>
    public Settlement? ToSettlement() => EffectId.Parse(Effect) is not { } id
        ? null
        : End switch
        {
            EffectEnd.Done => new Settlement.Done(id, Text),
            EffectEnd.Unneeded => new Settlement.Unneeded(id),
            EffectEnd.GivenUp => new Settlement.GivenUp(id, Text ?? ""),
            _ => new Settlement.Failed(id, Text ?? ""),
        };
}

/// <summary>What came of an effect.</summary>
[GenerateSerializer, Alias("approvals.effectEnd")]
internal enum EffectEnd
{
    Done,
    Unneeded,
    Failed,
    GivenUp,
}
