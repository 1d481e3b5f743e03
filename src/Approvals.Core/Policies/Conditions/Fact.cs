using System.Runtime.InteropServices;
using System.Text.Json;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Conditions;

/// <summary>The kind of a value that a path found, or why it found none.</summary>
public enum FactKind
{
    /// <summary>There is no such member.</summary>
    Missing,

    Null,
    Text,
    Number,
    Boolean,
    Array,
    Object,

    /// <summary>The path goes on below a value that has no such parts.</summary>
    Unreachable,
}

/// <summary>What a path found in an action.</summary>
public readonly partial struct Fact
{
    private readonly string? _text;

    /// <summary>A number's value, or a short text whole.</summary>
    private readonly long _bits;

    private Fact(FactKind kind, JsonElement json = default, string? text = null, long bits = 0)
    {
        Kind = kind;
        Json = json;
        _text = text;
        _bits = bits;
    }

    public static Fact Missing => new(FactKind.Missing);

    public static Fact Unreachable => new(FactKind.Unreachable);

    public FactKind Kind { get; }

    /// <summary>The value of a number; exact.</summary>
    public double Number => BitConverter.Int64BitsToDouble(_bits);

    /// <summary>The value of a boolean.</summary>
    public bool IsTrue => Json.ValueKind == JsonValueKind.True;

    /// <summary>Whether the value is missing or null: what <c>exists</c> denies and <c>?</c> excuses.</summary>
    public bool IsAbsent => Kind is FactKind.Missing or FactKind.Null;

    /// <summary>In words, for explanations; never the value itself.</summary>
    public string Description => Kind switch
    {
        FactKind.Missing => "missing",
        FactKind.Null => "null",
        FactKind.Text => "text",
        FactKind.Number => "a number",
        FactKind.Boolean => "a boolean",
        FactKind.Array => "an array",
        FactKind.Object => "an object",
        _ => "below a value that has no members",
    };

    /// <summary>The value, where it came from JSON.</summary>
    internal JsonElement Json { get; }

    public static Fact Of(string? text) => text is null ? Missing : new Fact(FactKind.Text, text: text);

    public static Fact Of(double number) => new(FactKind.Number, bits: BitConverter.DoubleToInt64Bits(number));

    public static Fact Of(JsonElement json)
    {
        Read(json, out var fact);
        return fact;
    }

    /// <summary>As <see cref="Of(JsonElement)"/>, written where it is to stand: to copy it costs as much as to make it.</summary>
    internal static void Read(JsonElement json, out Fact fact)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                fact = new Fact(FactKind.Text, json, bits: PackedText.OfJson(JsonMarshal.GetRawUtf8Value(json)));
                break;
            case JsonValueKind.Number:
                fact = new Fact(FactKind.Number, json, bits: BitConverter.DoubleToInt64Bits(ReadNumber(json)));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                fact = new Fact(FactKind.Boolean, json);
                break;
            case JsonValueKind.Array:
                fact = new Fact(FactKind.Array, json);
                break;
            case JsonValueKind.Object:
                fact = new Fact(FactKind.Object, json);
                break;
            case JsonValueKind.Null:
                fact = new Fact(FactKind.Null);
                break;
            default:
                fact = Missing;
                break;
        }
    }

    /// <summary>Ordinal equality; allocates nothing.</summary>
    /// <param name="other">The text to compare with.</param>
    /// <param name="utf8">The same in UTF-8.</param>
    /// <param name="packedOther">The same by <see cref="PackedText"/>.</param>
    internal bool TextEquals(string other, ReadOnlySpan<byte> utf8, long packedOther) =>
        _bits != 0 ? _bits == packedOther
        : _text is null ? Json.ValueEquals(utf8)
        : _text == other;

    /// <summary>Most numbers are short integers: to read those takes a fraction of what others take.</summary>
    private static double ReadNumber(JsonElement json)
    {
        var text = JsonMarshal.GetRawUtf8Value(json);
        if (text.Length > ExactNumber.DigitsOfEveryInteger)
        {
            return json.GetDouble();
        }

        var value = 0L;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c))
            {
                return json.GetDouble();
            }

            value = (value * 10) + (c - '0');
        }

        return value;
    }
}
