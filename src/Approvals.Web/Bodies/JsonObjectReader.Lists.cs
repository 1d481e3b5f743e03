using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;

namespace Approvals.Web.Bodies;

/// <content>Lists, and the values that only directories have.</content>
internal sealed partial class JsonObjectReader
{
    private const int MaxTime = 40;
    private const int MaxDuration = 10;

    public bool? OptionalBoolean(string field) => Take(field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Wrong(field, "is true or false"),
    };

    /// <summary>A moment, in UTC.</summary>
    public DateTimeOffset? OptionalTime(string field) => OptionalText(field, MaxTime) is not { } text ? null
        : Rfc3339.TryParse(text, out var ticks, out var isLater) && !isLater ? new DateTimeOffset(ticks, TimeSpan.Zero)
        : throw Wrong(field, "is a time as RFC 3339 writes it, such as 2026-11-22T12:49:06Z");

    /// <summary>A duration such as <c>90s</c> or <c>5m</c>, within these limits.</summary>
    public TimeSpan? OptionalDuration(string field, TimeSpan least, TimeSpan most) => OptionalText(field, MaxDuration) is not { } text ? null
        : DurationText.TryParse(text, out var duration) && duration >= least && duration <= most ? duration
        : throw Wrong(field, $"is a duration from {DurationText.Format(least)} to {DurationText.Format(most)}, such as 90s or 5m");

    public ImmutableArray<string>? OptionalTexts(string field, int maxItems, int maxLength) => OptionalList(field, maxItems, (item, path) =>
        item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } text && text.Length <= maxLength
            ? text
            : throw Invalid(path, $"is text of 1 to {maxLength} characters"));

    public ImmutableArray<T>? OptionalValues<T>(string field, int maxItems, string form)
        where T : class, ITextValue<T> => OptionalList(field, maxItems, (item, path) =>
            item.ValueKind == JsonValueKind.String && T.Parse(item.GetString()!) is { } value ? value : throw Invalid(path, form));

    /// <param name="field">The list's name.</param>
    /// <param name="maxItems">The most that may stand in it.</param>
    /// <param name="read">Reads one; what it leaves is refused.</param>
    public ImmutableArray<T>? OptionalObjects<T>(string field, int maxItems, Func<JsonObjectReader, T> read) =>
        OptionalList(field, maxItems, (item, path) =>
        {
            var reader = item.ValueKind == JsonValueKind.Object
                ? new JsonObjectReader(item, path + ".")
                : throw Invalid(path, "is a JSON object");
            var value = read(reader);
            reader.RefuseTheRest();
            return value;
        });

    /// <summary>An object within this one.</summary>
    public T? OptionalPart<T>(string field, Func<JsonObjectReader, T> read)
        where T : class
    {
        if (Take(field) is not { } value)
        {
            return null;
        }

        var reader = value.ValueKind == JsonValueKind.Object
            ? new JsonObjectReader(value, $"{_path}{field}.")
            : throw Wrong(field, "is a JSON object");
        var part = read(reader);
        reader.RefuseTheRest();
        return part;
    }

    private ImmutableArray<T>? OptionalList<T>(string field, int maxItems, Func<JsonElement, string, T> read)
    {
        if (Take(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= maxItems
            ? [.. value.EnumerateArray().Select((item, i) => read(item, string.Create(CultureInfo.InvariantCulture, $"{_path}{field}[{i}]")))]
            : throw Wrong(field, $"is a list of at most {maxItems}");
    }
}
