using System.Globalization;

namespace Approvals.Core.Policies.Conditions;

/// <summary>Where an array or an element of it was found, such as <c>args.items[3].price</c>, for explanations.</summary>
/// <param name="Path">The path of the elements.</param>
/// <param name="Step">How far it has been gone.</param>
/// <param name="Text">The place in words.</param>
internal sealed record ElementPlace(ActionPath Path, int Step, string Text)
{
    /// <summary>Where a path stands after some steps.</summary>
    public static string TextOf(ActionPath path, int step)
    {
        var root = path.Text.AsSpan().IndexOfAny('.', '[');
        return root < 0 || path.Steps.IsEmpty ? path.Text : path.Text[..root] + string.Concat(path.Steps.Take(step));
    }

    /// <summary>From the array here to one of its elements, and on to a later step.</summary>
    public ElementPlace Element(int index, int next)
    {
        var below = string.Concat(Path.Steps.Skip(Step + 1).Take(next - Step - 1));
        return this with { Step = next, Text = string.Create(CultureInfo.InvariantCulture, $"{Text}[{index}]{below}") };
    }

    public override string ToString() => Text;
}
