using Approvals.Conformance.Fixture;

namespace Approvals.Conformance.Outcomes;

/// <summary>How an engine comes to one case of a closed type of outcomes.</summary>
/// <param name="Case">The case.</param>
/// <param name="Prepare">Lets happen what must have happened before; what it returns gives the command, as often as it is called.</param>
public sealed record OutcomeCase(Type Case, Func<IEngineUnderTest, Task<Func<Task<object>>>> Prepare)
{
    /// <summary>What the same command is answered with afterwards, where that is another case.</summary>
    public Type? Again { get; private init; }

    /// <summary>The type and the case, such as <c>ReviewOutcome.Expired</c>.</summary>
    public string Name => NameOf(Case);

    public static string NameOf(Type outcome) => $"{outcome.DeclaringType!.Name}.{outcome.Name}";

    public static OutcomeCase Of<TCase>(Func<IEngineUnderTest, Task<Func<Task<object>>>> prepare) => new(typeof(TCase), prepare);

    public OutcomeCase Then<TAgain>() => this with { Again = typeof(TAgain) };
}
