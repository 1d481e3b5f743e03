using System.Globalization;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Storage;

/// <summary>
/// An effect's id: the request, the version that caused it, and its place among that version's effects; and where one
/// became several, its place among those. It stays the same whenever the effect is tried again, so that a receiver can
/// drop what it has seen.
/// </summary>
[JsonConverter(typeof(IdentifierConverter<EffectId>))]
public sealed record EffectId : ITextValue<EffectId>
{
    private EffectId(string value, RequestId request, int version, int index, int? part)
    {
        Value = value;
        Request = request;
        Version = version;
        Index = index;
        PartOf = part;
    }

    public string Value { get; }

    public RequestId Request { get; }

    /// <summary>The version of the request that caused it.</summary>
    public int Version { get; }

    /// <summary>Its place among that version's effects, counted from 0.</summary>
    public int Index { get; }

    /// <summary>Its place among those that one effect became, counted from 0; null where it is none of several.</summary>
    public int? PartOf { get; }

    /// <summary>In this order effects are carried out.</summary>
    internal (int Version, int Index, int Part) Place => (Version, Index, PartOf ?? -1);

    public static EffectId Of(RequestId request, int version, int index) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{request}.{version}.{index}"), request, version, index, part: null);

    /// <summary>The id of one of those that this effect became.</summary>
    public EffectId Part(int part) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Request}.{Version}.{Index}.{part}"), Request, Version, Index, part);

    public static EffectId? Parse(string? text) => text?.Split('.') switch
    {
        [var request, var version, var index] => Parse(request, version, index) is { } effect && effect.Value == text ? effect : null,
        [var request, var version, var index, var part] =>
            Number(part) is { } p && Parse(request, version, index)?.Part(p) is { } effect && effect.Value == text ? effect : null,
        _ => null,
    };

    private static EffectId? Parse(string request, string version, string index) =>
        RequestId.Parse(request) is { } id && Number(version) is { } v && Number(index) is { } i ? Of(id, v, i) : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public override string ToString() => Value;
}
