using System.Collections.Immutable;

namespace Approvals.Conformance.Model.Stories;

/// <summary>A person as the directory lists them.</summary>
internal sealed record Entry(bool Active, ImmutableSortedSet<string> Roles, ImmutableArray<Stint> Deputies)
{
    public override string ToString() =>
        $"{(Active ? "" : "inactive ")}[{string.Join(' ', Roles)}]{string.Concat(Deputies.Select(d => $" deputy {d}"))}";
}

/// <summary>That somebody stands in for a person, from and until these times after the story's beginning, if they are said.</summary>
internal sealed record Stint(string Deputy, TimeSpan? From, TimeSpan? Until)
{
    public override string ToString() => $"{Deputy}({From}..{Until})";
}
