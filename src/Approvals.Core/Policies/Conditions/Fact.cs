using System.Text.Json;

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

    /// <summary>The path goes on below a value that has no members.</summary>
    Unreachable,
}

/// <summary>What a path found in an action.</summary>
public readonly struct Fact
{
    private readonly JsonElement _json;
    private readonly string? _text;

    private Fact(FactKind kind, JsonElement json = default, string? text = null)
    {
        Kind = kind;
        _json = json;
        _text = text;
    }

    public static Fact Missing => new(FactKind.Missing);

    public static Fact Unreachable => new(FactKind.Unreachable);

    public FactKind Kind { get; }

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

    public static Fact Of(string? text) => text is null ? Missing : new Fact(FactKind.Text, text: text);

    public static Fact Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => new Fact(FactKind.Text, json),
        JsonValueKind.Number => new Fact(FactKind.Number, json),
        JsonValueKind.True or JsonValueKind.False => new Fact(FactKind.Boolean, json),
        JsonValueKind.Array => new Fact(FactKind.Array, json),
        JsonValueKind.Object => new Fact(FactKind.Object, json),
        JsonValueKind.Null => new Fact(FactKind.Null),
        _ => Missing,
    };

    public double GetNumber() => _json.GetDouble();

    public bool GetBoolean() => _json.GetBoolean();

    /// <summary>Ordinal equality; allocates nothing.</summary>
    public bool TextEquals(string other) => _text is null ? _json.ValueEquals(other) : _text == other;
}
