using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Printing;

/// <summary>A value that is to be written as YAML.</summary>
internal abstract record YamlText
{
    /// <summary>A longer key is marked as one: YAML takes unmarked ones of up to 1,024 characters, escapes written out.</summary>
    private const int LongKey = 100;

    private YamlText()
    {
    }

    public static YamlText Of(string text) => new Scalar(Quote(text));

    public static YamlText Of(double number) => new Scalar(DecimalText.Of(number).ToCanonicalString());

    public static YamlText Of(bool value) => new Scalar(value ? "true" : "false");

    /// <summary>A word of the language: needs no quotes.</summary>
    public static YamlText OfWord(string word) => new Scalar(word);

    /// <summary>One text alone, or a list of them.</summary>
    public static YamlText OfTexts(IEnumerable<string> texts) =>
        texts.ToList() is [var one] ? Of(one) : new List([.. texts.Select(Of)]);

    public static YamlText ListOf(IEnumerable<YamlText> items) => new List([.. items]);

    /// <summary>A mapping of those keys that have a value.</summary>
    public static YamlText MappingOf(params IEnumerable<(string Key, YamlText? Value)> entries) =>
        new Mapping([.. from e in entries where e.Value is not null select (e.Key, e.Value)]);

    /// <summary>On one line, in the flow style.</summary>
    public abstract void Flow(StringBuilder text);

    public string ToFlow()
    {
        var text = new StringBuilder();
        Flow(text);
        return text.ToString();
    }

    internal sealed record Scalar(string Text) : YamlText
    {
        public override void Flow(StringBuilder text) => text.Append(Text);
    }

    internal sealed record List(ImmutableArray<YamlText> Items) : YamlText
    {
        public override void Flow(StringBuilder text)
        {
            text.Append('[');
            for (var i = 0; i < Items.Length; i++)
            {
                text.Append(i == 0 ? "" : ", ");
                Items[i].Flow(text);
            }

            text.Append(']');
        }
    }

    internal sealed record Mapping(ImmutableArray<(string Key, YamlText Value)> Entries) : YamlText
    {
        public override void Flow(StringBuilder text)
        {
            text.Append('{');
            for (var i = 0; i < Entries.Length; i++)
            {
                text.Append(i == 0 ? " " : ", ").Append(Entries[i].Key.Length > LongKey ? "? " : "").Append(Key(Entries[i].Key)).Append(": ");
                Entries[i].Value.Flow(text);
            }

            text.Append(" }");
        }
    }

    /// <summary>Plain where it cannot be mistaken for anything else.</summary>
    public static string Key(string key) =>
        key.Length > 0 && char.IsAsciiLetter(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_') && key is not ("null" or "Null" or "NULL")
            ? key
            : Quote(key);

    /// <summary>In double quotes; what is not seen, or ends a line, is escaped.</summary>
    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when IsShown(c) => quoted.Append(c),
                _ => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Halves of pairs are shown: the text is Unicode.</summary>
    private static bool IsShown(char c) => c == ' ' || char.GetUnicodeCategory(c) is not (UnicodeCategory.Control
        or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
