using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Web.Problems;

namespace Approvals.Web.Bodies;

/// <summary>Takes the known fields out of a body; <see cref="RefuseTheRest"/> then refuses every other one.</summary>
internal sealed partial class JsonObjectReader
{
    /// <summary>No body has many more fields; so few are found soonest one after the other.</summary>
    private const int ManyFields = 8;

    private readonly JsonElement _body;
    private readonly string _path = "";
    private readonly List<string> _known = new(ManyFields);

    /// <exception cref="RefusedException">A number in it is not exact, or a text is not Unicode.</exception>
    public JsonObjectReader(JsonElement body)
    {
        try
        {
            Canonical = CanonicalJson.GetBytes(body);
        }
        catch (CanonicalJsonException e)
        {
            throw new RefusedException(e.NumberNotExact ? ProblemCode.NumberNotExact : ProblemCode.InvalidJson, e.Message);
        }

        _body = body;
    }

    /// <summary>An object within a body that was read.</summary>
    private JsonObjectReader(JsonElement part, string path)
    {
        _body = part;
        _path = path;
        Canonical = [];
    }

    /// <summary>The body in canonical form (RFC 8785).</summary>
    public byte[] Canonical { get; }

    public string RequiredText(string field, int maxLength) =>
        OptionalText(field, maxLength) ?? throw Wrong(field, "is required");

    /// <summary>1 to <paramref name="maxLength"/> characters, or null where the field is absent.</summary>
    public string? OptionalText(string field, int maxLength)
    {
        if (Take(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= maxLength
            ? text
            : throw Wrong(field, $"is text of 1 to {maxLength} characters");
    }

    public T? OptionalValue<T>(string field, string form)
        where T : class, ITextValue<T> =>
        OptionalText(field, Identifier.MaxLength) is { } text ? T.Parse(text) ?? throw Wrong(field, form) : null;

    public T RequiredValue<T>(string field, string form)
        where T : class, ITextValue<T> => OptionalValue<T>(field, form) ?? throw Wrong(field, "is required");

    /// <summary>A whole number within these limits.</summary>
    public int RequiredNumber(string field, int least, int most) => Take(field) is not { } value
        ? throw Wrong(field, "is required")
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Wrong(field, $"is a whole number from {least} to {most}");

    /// <summary>The one of the words that the field holds.</summary>
    public T RequiredWord<T>(string field, params ReadOnlySpan<(string Word, T Meaning)> words)
    {
        var text = RequiredText(field, 100);
        var known = new List<string>();
        foreach (var (word, meaning) in words)
        {
            if (word == text)
            {
                return meaning;
            }

            known.Add(word);
        }

        throw Wrong(field, $"is one of {string.Join(", ", known)}");
    }

    public CanonicalJson RequiredObject(string field) => OptionalObject(field) ?? throw Wrong(field, "is required");

    public CanonicalJson? OptionalObject(string field)
    {
        if (Take(field) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object
            ? CanonicalJson.Create(value)
            : throw Wrong(field, "is a JSON object");
    }

    /// <exception cref="RefusedException">There is a field that nobody took.</exception>
    public void RefuseTheRest()
    {
        foreach (var member in _body.EnumerateObject())
        {
            if (!_known.Contains(member.Name))
            {
                throw new RefusedException(
                    ProblemCode.UnknownField,
                    _known.Count == 0
                        ? $"The field '{_path}{member.Name}' is not known here; this body has none."
                        : $"The field '{_path}{member.Name}' is not known here. Known: {string.Join(", ", _known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}.");
            }
        }
    }

    /// <summary>What is wrong with a field of this object.</summary>
    private RefusedException Wrong(string field, string rule) => Invalid(_path + field, rule);

    public static RefusedException Invalid(string field, string rule) =>
        new(ProblemCode.InvalidField, $"The field '{field}' {rule}.");

    /// <summary>The field's value; null where it is absent or JSON's null.</summary>
    private JsonElement? Take(string field)
    {
        _known.Add(field);
        return _body.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
