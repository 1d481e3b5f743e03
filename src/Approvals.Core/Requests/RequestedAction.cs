using System.Buffers;
using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;

namespace Approvals.Core.Requests;

/// <summary>What an agent wants to do. The digest binds reviewers and executor to exactly this.</summary>
public sealed record RequestedAction
{
    public required string Tool { get; init; }

    /// <summary>A JSON object.</summary>
    public required CanonicalJson Args { get; init; }

    public string? Environment { get; init; }

    /// <summary>A JSON object for policies and reviewers; not part of the digest.</summary>
    public CanonicalJson? Context { get; init; }

    /// <summary>One line for the reviewers, by the agent: not to be believed more than the agent is.</summary>
    public string? Summary { get; init; }

    public required ActionDigest Digest { get; init; }

    public static RequestedAction Create(
        string tool, CanonicalJson args, string? environment = null, CanonicalJson? context = null, string? summary = null) => new()
        {
            Tool = tool,
            Args = args,
            Environment = environment,
            Context = context,
            Summary = summary,
            Digest = ComputeDigest(tool, args, environment),
        };

    public ProposedAction ProposedBy(AgentId agent) => new(agent, Tool, Args.Element, Environment, Context?.Element);

    /// <summary>SHA-256 over the RFC 8785 form of <c>{tool, args, environment}</c>; an absent environment is left out.</summary>
    public static ActionDigest ComputeDigest(string tool, CanonicalJson args, string? environment)
    {
        var canonical = new ArrayBufferWriter<byte>(args.Text.Length + tool.Length + 64);
        var writer = new CanonicalJsonWriter(canonical);
        canonical.Write("{\"args\":"u8);
        Encoding.UTF8.GetBytes(args.Text, canonical);
        if (environment is not null)
        {
            canonical.Write(",\"environment\":"u8);
            writer.WriteText(environment);
        }

        canonical.Write(",\"tool\":"u8);
        writer.WriteText(tool);
        canonical.Write("}"u8);
        return ActionDigest.Of(canonical.WrittenSpan);
    }
}
