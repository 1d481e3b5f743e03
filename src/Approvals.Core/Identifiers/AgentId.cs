using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>An AI agent of a tenant: who asks.</summary>
[JsonConverter(typeof(IdentifierConverter<AgentId>))]
public sealed record AgentId : Identifier, ITextValue<AgentId>
{
    public AgentId(string value)
        : base(value)
    {
    }

    public static AgentId? Parse(string? text) => IsValid(text) ? new AgentId(text) : null;
}
