using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>A customer of the platform. Nothing of one tenant is ever seen by another.</summary>
[JsonConverter(typeof(IdentifierConverter<TenantId>))]
public sealed record TenantId : Identifier, ITextValue<TenantId>
{
    public TenantId(string value)
        : base(value)
    {
    }

    public static TenantId? Parse(string? text) => IsValid(text) ? new TenantId(text) : null;
}
