using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Core.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace Approvals.Channels.Secrets;

/// <summary>
/// The tokens of links are what they stand for, encrypted and authenticated by ASP.NET Core's data protection: nothing
/// is stored of them. A token is spent by the review that it makes, which is the person's only one.
/// </summary>
internal sealed class Links(IDataProtectionProvider protection, LinkOptions options) : ILinks
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    private const int MaxToken = 4_096;

    private readonly IDataProtector _protector = protection.CreateProtector("approvals/link/v1");

    public Uri Create(LinkGrant grant)
    {
        var token = _protector.Protect(JsonSerializer.Serialize(grant, LinkJson.Default.LinkGrant));
        return new Uri(options.AddressOf($"/a/{token}"));
    }

    public LinkGrant? Read(string token)
    {
        if (token.Length > MaxToken)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(_protector.Unprotect(token), LinkJson.Default.LinkGrant);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a token holds.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(LinkGrant))]
internal sealed partial class LinkJson : JsonSerializerContext;
