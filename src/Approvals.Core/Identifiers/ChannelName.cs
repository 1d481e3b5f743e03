using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>A channel on which people are asked, such as <c>slack</c> or <c>email</c>; the tenant says what it is.</summary>
[JsonConverter(typeof(IdentifierConverter<ChannelName>))]
public sealed record ChannelName : Identifier, ITextValue<ChannelName>
{
    public ChannelName(string value)
        : base(value)
    {
    }

    public static ChannelName? Parse(string? text) => IsValid(text) ? new ChannelName(text) : null;
}
