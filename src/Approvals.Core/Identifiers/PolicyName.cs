using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>A policy's name within its tenant.</summary>
[JsonConverter(typeof(IdentifierConverter<PolicyName>))]
public sealed record PolicyName : Identifier, ITextValue<PolicyName>
{
    public PolicyName(string value)
        : base(value)
    {
    }

    public static PolicyName? Parse(string? text) => IsValid(text) ? new PolicyName(text) : null;
}
