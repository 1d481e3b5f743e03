using System.Runtime.CompilerServices;

namespace Approvals.Core.Policies.Reading;

/// <summary>The text of an error, which is not made where enough are told already.</summary>
[InterpolatedStringHandler]
internal ref struct ErrorText
{
    private DefaultInterpolatedStringHandler _text;

    public ErrorText(int literals, int holes, PolicyErrors errors, out bool isWanted)
    {
        isWanted = !errors.IsFull;
        _text = isWanted ? new DefaultInterpolatedStringHandler(literals, holes) : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public string ToText() => _text.ToStringAndClear();
}
