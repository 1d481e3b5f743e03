using System.Collections.Immutable;

namespace Approvals.Core.Policies.Cases;

/// <summary>What a case expects to be told of what could not be evaluated.</summary>
public abstract record ExpectedUnknown
{
    private ExpectedUnknown()
    {
    }

    /// <param name="sentences">What the outcome says.</param>
    public abstract bool IsMetBy(ImmutableArray<string> sentences);

    /// <summary>Whether there is anything.</summary>
    public sealed record Whether(bool Expected) : ExpectedUnknown
    {
        public override bool IsMetBy(ImmutableArray<string> sentences) => Expected != sentences.IsEmpty;

        public override string ToString() => Expected ? "something" : "none";
    }

    /// <summary>Each of these is a part of a sentence.</summary>
    public sealed record Saying(ImmutableArray<string> Parts) : ExpectedUnknown
    {
        public override bool IsMetBy(ImmutableArray<string> sentences) =>
            Parts.All(part => sentences.Any(s => s.Contains(part, StringComparison.Ordinal)));

        public override string ToString() => string.Join(", ", Parts.Select(p => $"'{p}'"));
    }
}
