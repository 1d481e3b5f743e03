using System.Collections.Immutable;

namespace Approvals.Core.Policies.Reading;

/// <summary>Where a node begins, counted from 1.</summary>
internal readonly record struct Position(int Line, int Column);

/// <summary>A node of a YAML document, with its place.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Size">How many nodes it holds with aliases written out, itself among them.</param>
/// <param name="Height">How many levels it has below it.</param>
internal abstract record YamlNode(Position At, long Size, int Height)
{
    /// <summary>What an author would call it, for errors.</summary>
    public abstract string Kind { get; }

    internal sealed record Scalar(Position At, string Text, bool IsPlain) : YamlNode(At, 1, 0)
    {
        public override string Kind => "a single value";

        /// <summary>Whether YAML 1.2's core schema takes it for null.</summary>
        public bool IsNull => IsPlain && Text is ("" or "~" or "null" or "Null" or "NULL");
    }

    internal sealed record Sequence(Position At, ImmutableArray<YamlNode> Items, long Size, int Height)
        : YamlNode(At, Size, Height)
    {
        public override string Kind => "a list";
    }

    internal sealed record Mapping(Position At, ImmutableArray<MappingEntry> Entries, long Size, int Height)
        : YamlNode(At, Size, Height)
    {
        public override string Kind => "a mapping";
    }
}

internal sealed record MappingEntry(YamlNode.Scalar Key, YamlNode Value);
