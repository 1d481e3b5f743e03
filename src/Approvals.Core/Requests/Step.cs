using System.Collections.Immutable;

namespace Approvals.Core.Requests;

/// <summary>What a command makes of a request. The engine stores state and effects in one write, and then answers.</summary>
/// <typeparam name="TOutcome">The closed type of the command's outcomes.</typeparam>
/// <param name="State">The new state; null where the command changed nothing and nothing is to be stored.</param>
/// <param name="Outcome">What the caller is told.</param>
/// <param name="Effects">What must happen outside, in this order.</param>
public sealed record Step<TOutcome>(ApprovalRequest? State, TOutcome Outcome, ImmutableArray<Effect> Effects);

/// <summary>Makes steps.</summary>
internal static class Step
{
    public static Step<TOutcome> Changed<TOutcome>(
        ApprovalRequest state, TOutcome outcome, params ImmutableArray<Effect> effects) => new(state, outcome, effects);

    public static Step<TOutcome> Unchanged<TOutcome>(TOutcome outcome) => new(null, outcome, []);
}
