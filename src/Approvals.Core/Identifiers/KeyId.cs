using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>The public part of an API key: <c>apk_&lt;id&gt;_&lt;secret&gt;</c>.</summary>
[JsonConverter(typeof(IdentifierConverter<KeyId>))]
public sealed record KeyId : Identifier, ITextValue<KeyId>
{
    public KeyId(string value)
        : base(value)
    {
    }

    public static KeyId? Parse(string? text) => IsValid(text) ? new KeyId(text) : null;
}
