using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Approvals.Core.Policies.Conditions;

/// <content>Reading text.</content>
public readonly partial struct Fact
{
    /// <summary>The longest text, in bytes of its JSON, that is read on the stack.</summary>
    private const int ShortText = 256;

    /// <summary>What is asked of a text.</summary>
    internal delegate TResult TextQuestion<TOperand, TResult>(ReadOnlySpan<char> text, TOperand operand);

    /// <summary>Asks something of the text, without an allocation.</summary>
    internal TResult AskText<TOperand, TResult>(TOperand operand, TextQuestion<TOperand, TResult> question)
    {
        if (_text is not null)
        {
            return question(_text, operand);
        }

        var json = JsonMarshal.GetRawUtf8Value(Json);
        if (json.Length <= ShortText)
        {
            Span<char> buffer = stackalloc char[ShortText];
            return question(buffer[..Unescape(json, buffer)], operand);
        }

        var rented = ArrayPool<char>.Shared.Rent(json.Length);
        try
        {
            return question(rented.AsSpan(0, Unescape(json, rented)), operand);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private static int Unescape(ReadOnlySpan<byte> json, Span<char> text)
    {
        if (!json.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetChars(json[1..^1], text);
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return reader.CopyString(text);
    }
}
