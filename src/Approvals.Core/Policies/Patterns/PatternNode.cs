using System.Collections.Immutable;

namespace Approvals.Core.Policies.Patterns;

/// <summary>What has no width and must hold between two characters.</summary>
internal enum Boundary
{
    Start,
    End,

    /// <summary>The end, or before a line feed that ends the text.</summary>
    LastLine,

    Word,
    NoWord,
}

/// <summary>A part of a regular expression.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    internal sealed record Character(CharacterSet Set) : PatternNode;

    internal sealed record At(Boundary Boundary) : PatternNode;

    internal sealed record Sequence(ImmutableArray<PatternNode> Parts) : PatternNode;

    internal sealed record Choice(ImmutableArray<PatternNode> Options) : PatternNode;

    /// <param name="Part">What is repeated.</param>
    /// <param name="Least">At least so often.</param>
    /// <param name="Most">At most so often; null for without end.</param>
    internal sealed record Repeated(PatternNode Part, int Least, int? Most) : PatternNode;
}
