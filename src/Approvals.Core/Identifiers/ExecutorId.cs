using System.Text.Json.Serialization;

namespace Approvals.Core.Identifiers;

/// <summary>What executes an approved action: a tool server, a payment service, or the agent itself.</summary>
[JsonConverter(typeof(IdentifierConverter<ExecutorId>))]
public sealed record ExecutorId : Identifier, ITextValue<ExecutorId>
{
    public ExecutorId(string value)
        : base(value)
    {
    }

    public static ExecutorId? Parse(string? text) => IsValid(text) ? new ExecutorId(text) : null;
}
