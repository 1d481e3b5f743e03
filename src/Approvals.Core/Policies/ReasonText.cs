using System.Collections.Immutable;
using System.Text;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies;

/// <summary>
/// A rule's reason, in which <c>{args.amount}</c> and the like stand for values of the action. What stands in braces and
/// is no path stands for itself.
/// </summary>
public sealed class ReasonText
{
    private readonly ImmutableArray<Part> _parts;

    public ReasonText(string text)
    {
        Text = text;
        _parts = [.. Split(text)];
    }

    /// <summary>As the author wrote it.</summary>
    public string Text { get; }

    /// <summary>Whether it is the same for every action.</summary>
    public bool IsFixed => _parts is [] or [{ Path: null }];

    /// <summary>The paths of its placeholders.</summary>
    public IEnumerable<ActionPath> Placeholders => _parts.Select(p => p.Path).OfType<ActionPath>();

    /// <summary>The reason with the action's values, each as inert text of at most 200 characters.</summary>
    public string Render(in ConditionScope scope)
    {
        if (IsFixed)
        {
            return Text;
        }

        var text = new StringBuilder();
        foreach (var part in _parts)
        {
            text.Append(part.Path is { } path ? InertText.Of(path.Read(scope)) : part.Text);
        }

        return text.ToString();
    }

    public override string ToString() => Text;

    private static IEnumerable<Part> Split(string text)
    {
        var begin = 0;
        for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = NextBrace(text, open + 1))
        {
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            if (!ActionPath.TryParse(text[(open + 1)..close], out var path) || path.HasEvery || path.Root == PathRoot.It)
            {
                continue;
            }

            if (open > begin)
            {
                yield return new Part(text[begin..open], null);
            }

            yield return new Part("", path);
            begin = close + 1;
            open = close;
        }

        if (begin < text.Length)
        {
            yield return new Part(text[begin..], null);
        }
    }

    private static int NextBrace(string text, int from) => from >= text.Length ? -1 : text.IndexOf('{', from);

    /// <summary>Text as it is, or the value at a path.</summary>
    private readonly record struct Part(string Text, ActionPath? Path);
}
