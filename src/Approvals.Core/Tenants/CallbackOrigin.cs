using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <summary>
/// Where callbacks may go: the scheme, host and port of an address as RFC 6454 writes an origin, in lower case and
/// without a default port, such as <c>https://agent.example</c>.
/// </summary>
[JsonConverter(typeof(IdentifierConverter<CallbackOrigin>))]
public sealed record CallbackOrigin : ITextValue<CallbackOrigin>
{
    private CallbackOrigin(string value) => Value = value;

    public string Value { get; }

    /// <summary>The origin written so, or null: it is https or http, with nothing behind the port.</summary>
    public static CallbackOrigin? Parse(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && OfAddress(uri) is { } origin && origin.Value == text ? origin : null;

    /// <summary>The origin of an address; null where it is not https or http, or holds a user name.</summary>
    public static CallbackOrigin? OfAddress(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) && address.UserInfo.Length == 0 && address.Host.Length > 0
            ? new CallbackOrigin(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped))
            : null;

    public override string ToString() => Value;
}
