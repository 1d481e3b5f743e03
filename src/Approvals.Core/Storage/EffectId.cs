using System.Globalization;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Storage;

/// <summary>
/// An effect's id: the request, the version that caused it, and its place among that version's effects. It stays the
/// same whenever the effect is tried again, so that a receiver can drop what it has seen.
/// </summary>
[JsonConverter(typeof(IdentifierConverter<EffectId>))]
public sealed record EffectId : ITextValue<EffectId>
{
    private EffectId(string value) => Value = value;

    public string Value { get; }

    public static EffectId Of(RequestId request, int version, int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{request}.{version}.{index}"));

    public static EffectId? Parse(string? text) =>
        text?.Split('.') is [var request, var version, var index]
        && RequestId.Parse(request) is { } id
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            ? Of(id, v, i)
            : null;

    public override string ToString() => Value;
}
