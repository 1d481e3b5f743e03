using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Approvals.Core.Policies.Conditions;

/// <summary>Reads the text of a path below <c>args</c>, <c>context</c> or <c>it</c>.</summary>
internal static class PathText
{
    /// <summary>The most steps of a path: as deep as an action's JSON goes.</summary>
    public const int MaxSteps = 32;

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("[]?*{}");

    public static bool TryParse(string text, out PathRoot root, out ImmutableArray<PathStep> steps)
    {
        steps = [];
        var end = text.AsSpan().IndexOfAny('.', '[');
        var first = end < 0 ? text : text[..end];
        root = first switch
        {
            "args" => PathRoot.Args,
            "context" => PathRoot.Context,
            _ => PathRoot.It,
        };
        if (root == PathRoot.It && first != "it")
        {
            return false;
        }

        var rest = end < 0 ? [] : text.AsSpan(end);
        var read = ImmutableArray.CreateBuilder<PathStep>();
        while (!rest.IsEmpty)
        {
            if (TakeStep(ref rest) is not { } step)
            {
                return false;
            }

            read.Add(step);
        }

        steps = read.ToImmutable();
        return steps.Length <= MaxSteps && (root == PathRoot.It || steps is [PathStep.Member, ..]);
    }

    private static PathStep? TakeStep(ref ReadOnlySpan<char> rest)
    {
        if (rest[0] == '[')
        {
            var close = rest.IndexOf(']');
            var index = close < 0 ? [] : rest[1..close];
            rest = rest[(close + 1)..];
            return index is "*" ? new PathStep.Every() : ReadIndex(index);
        }

        if (rest[0] != '.')
        {
            return null;
        }

        rest = rest[1..];
        var end = rest.IndexOfAny('.', '[');
        var name = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..];
        return name.IsEmpty || name.Trim().Length < name.Length || name.ContainsAny(NotInNames) || !IsUnicode(name)
            ? null
            : new PathStep.Member(name.ToString());
    }

    /// <summary>Half of a surrogate pair is nothing that JSON could hold.</summary>
    private static bool IsUnicode(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(name, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            name = name[length..];
        }

        return true;
    }

    /// <summary>Decimal, in its one form.</summary>
    private static PathStep.Element? ReadIndex(ReadOnlySpan<char> text) =>
        text is "0" || (text.Length is > 0 and <= 9 && text[0] != '0' && !text.ContainsAnyExceptInRange('0', '9'))
            ? new PathStep.Element(int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture))
            : null;
}
