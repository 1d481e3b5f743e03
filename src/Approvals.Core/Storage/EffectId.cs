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
    private EffectId(string value, RequestId request, int version, int index)
    {
        Value = value;
        Request = request;
        Version = version;
        Index = index;
    }

    public string Value { get; }

    public RequestId Request { get; }

    /// <summary>The version of the request that caused it.</summary>
    public int Version { get; }

    /// <summary>Its place among that version's effects, counted from 0.</summary>
    public int Index { get; }

    public static EffectId Of(RequestId request, int version, int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{request}.{version}.{index}"), request, version, index);

    public static EffectId? Parse(string? text) =>
        text?.Split('.') is [var request, var version, var index]
        && RequestId.Parse(request) is { } id
        && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var v)
        && int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
        && Of(id, v, i) is { } effect && effect.Value == text
            ? effect
            : null;

    public override string ToString() => Value;
}
