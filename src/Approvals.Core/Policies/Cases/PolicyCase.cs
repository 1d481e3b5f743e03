using System.Collections.Immutable;

namespace Approvals.Core.Policies.Cases;

/// <summary>An example of what a policy says: an action, and the outcome that its author expects.</summary>
public sealed record PolicyCase
{
    /// <summary>The most cases of a document.</summary>
    public const int Most = 10_000;

    /// <summary>When a case is evaluated that does not say when.</summary>
    public static readonly DateTimeOffset StandardTime = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>For people; <c>case-N</c> where the author gave none.</summary>
    public required string Name { get; init; }

    public required ProposedAction Action { get; init; }

    /// <summary>The time of evaluation, in UTC.</summary>
    public DateTimeOffset Now { get; init; } = StandardTime;

    public required ExpectedOutcome Expect { get; init; }

    /// <summary>Where it begins in its document, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Counted from 1, in characters.</summary>
    public required int Column { get; init; }

    /// <summary>Evaluates the action, and says what came out otherwise than expected.</summary>
    /// <returns>Empty where the case holds.</returns>
    public ImmutableArray<CaseMismatch> Run(PolicySet policies) => Expect.CompareWith(policies.Evaluate(Action, Now));

    /// <summary>What an author is told of a case that fails.</summary>
    public PolicyError ToError(CaseMismatch mismatch) => new(
        Line, Column, null, $"The case '{Name}' expects {mismatch.What} {mismatch.Expected}, and got {mismatch.Got}.");
}
