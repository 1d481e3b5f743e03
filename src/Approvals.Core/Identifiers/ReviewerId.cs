using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>A person of a tenant's directory.</summary>
[JsonConverter(typeof(IdentifierConverter<ReviewerId>))]
public sealed record ReviewerId : Identifier, ITextValue<ReviewerId>
{
    public ReviewerId(string value)
        : base(value)
    {
    }

    public static ReviewerId? Parse(string? text) => IsValid(text) ? new ReviewerId(text) : null;
}
