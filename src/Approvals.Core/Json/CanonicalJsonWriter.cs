using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Approvals.Core.Json;

/// <summary>
/// Writes the JSON Canonicalization Scheme (RFC 8785): no white space, members sorted by the UTF-16 code units of
/// their names, numbers as ECMAScript writes them, the fewest escapes.
/// </summary>
internal sealed class CanonicalJsonWriter(IBufferWriter<byte> output)
{
    /// <summary>Where the writer stands, for errors: a member's name, or an element's index.</summary>
    private readonly List<(string? Name, int Index)> _path = [];

    public void Write(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value);
                break;
            case JsonValueKind.Array:
                WriteArray(value);
                break;
            case JsonValueKind.String:
                WriteText(GetText(value));
                break;
            case JsonValueKind.Number:
                WriteNumber(value.GetRawText());
                break;
            case JsonValueKind.True:
                output.Write("true"u8);
                break;
            case JsonValueKind.False:
                output.Write("false"u8);
                break;
            case JsonValueKind.Null:
                output.Write("null"u8);
                break;
            default:
                throw new ArgumentException("The value is undefined.", nameof(value));
        }
    }

    public void WriteText(string text)
    {
        output.Write("\""u8);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= ' ' && text[i] is not ('"' or '\\'))
            {
                continue;
            }

            WriteUtf8(text.AsSpan(start, i - start));
            WriteUtf8(Escape(text[i]));
            start = i + 1;
        }

        WriteUtf8(text.AsSpan(start));
        output.Write("\""u8);
    }

    private void WriteObject(JsonElement value)
    {
        var members = new List<(string Name, JsonElement Value)>();
        foreach (var member in value.EnumerateObject())
        {
            members.Add((GetName(member), member.Value));
        }

        members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            WriteText(members[i].Name);
            output.Write(":"u8);
            WriteInside((members[i].Name, 0), members[i].Value);
        }

        output.Write("}"u8);
    }

    private void WriteArray(JsonElement value)
    {
        output.Write("["u8);
        var index = 0;
        foreach (var element in value.EnumerateArray())
        {
            if (index > 0)
            {
                output.Write(","u8);
            }

            WriteInside((null, index), element);
            index++;
        }

        output.Write("]"u8);
    }

    private void WriteInside((string? Name, int Index) step, JsonElement value)
    {
        _path.Add(step);
        Write(value);
        _path.RemoveAt(_path.Count - 1);
    }

    private void WriteNumber(string text)
    {
        if (IsCanonicalInteger(text))
        {
            WriteUtf8(text);
            return;
        }

        if (!ExactNumber.TryParse(text, out var number))
        {
            throw CanonicalJsonException.Number(Path(), text);
        }

        WriteUtf8(DecimalText.Of(number).ToCanonicalString());
    }

    /// <summary>Whether it is an integer that every binary64 holds exactly, as it is written anyway: most numbers are.</summary>
    private static bool IsCanonicalInteger(ReadOnlySpan<char> text)
    {
        var digits = text is ['-', ..] ? text[1..] : text;
        return digits.Length is > 0 and <= ExactNumber.DigitsOfEveryInteger && digits[0] is >= '1' and <= '9' && AsciiDigits.AreAll(digits);
    }

    private static string Escape(char c) => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
    };

    private void WriteUtf8(ReadOnlySpan<char> text) =>
        Encoding.UTF8.GetBytes(text, output);

    private string GetText(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw CanonicalJsonException.Text(Path(), e);
        }
    }

    private string GetName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw CanonicalJsonException.Text(Path(), e);
        }
    }

    private string Path()
    {
        var text = new StringBuilder("$");
        foreach (var (name, index) in _path)
        {
            _ = name is null
                ? text.Append(CultureInfo.InvariantCulture, $"[{index}]")
                : text.Append('.').Append(name);
        }

        return text.ToString();
    }
}
