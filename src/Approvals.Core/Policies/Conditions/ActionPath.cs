using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// Where in an action a condition looks: <c>tool</c>, <c>environment</c>, <c>agent.id</c>, or a member below
/// <c>args</c> or <c>context</c>, such as <c>args.amount</c>.
/// </summary>
public sealed class ActionPath
{
    private readonly string _root;
    private readonly ImmutableArray<string> _members;

    private ActionPath(string text, string root, ImmutableArray<string> members)
    {
        Text = text;
        _root = root;
        _members = members;
    }

    /// <summary>The paths in words, for errors.</summary>
    public static string Forms => "args.NAME, context.NAME, agent.id, tool or environment";

    public string Text { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out ActionPath? path)
    {
        var parts = text.Split('.');
        path = (parts[0], parts.Length) switch
        {
            ("tool" or "environment", 1) => new ActionPath(text, parts[0], []),
            ("agent", 2) when parts[1] == "id" => new ActionPath(text, text, []),
            ("args" or "context", > 1) when parts.All(IsName) => new ActionPath(text, parts[0], [.. parts[1..]]),
            _ => null,
        };
        return path is not null;
    }

    public Fact Read(ProposedAction action) => _root switch
    {
        "tool" => Fact.Of(action.Tool),
        "environment" => Fact.Of(action.Environment),
        "agent.id" => Fact.Of(action.Agent.Value),
        "args" => Descend(action.Args),
        _ => action.Context is { } context ? Descend(context) : Fact.Missing,
    };

    public override string ToString() => Text;

    private static bool IsName(string part) => part.Length > 0 && part == part.Trim() && part.IndexOfAny(['[', ']', '?', '*']) < 0;

    private Fact Descend(JsonElement value)
    {
        foreach (var member in _members)
        {
            if (value.ValueKind == JsonValueKind.Null)
            {
                return Fact.Missing;
            }

            if (value.ValueKind != JsonValueKind.Object)
            {
                return Fact.Unreachable;
            }

            if (!value.TryGetProperty(member, out value))
            {
                return Fact.Missing;
            }
        }

        return Fact.Of(value);
    }
}
