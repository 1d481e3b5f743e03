using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>A role that persons of the directory hold, such as <c>finance</c>.</summary>
[JsonConverter(typeof(IdentifierConverter<RoleName>))]
public sealed record RoleName : Identifier, ITextValue<RoleName>
{
    public RoleName(string value)
        : base(value)
    {
    }

    public static RoleName? Parse(string? text) => IsValid(text) ? new RoleName(text) : null;
}
