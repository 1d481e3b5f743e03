using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Web.Bodies;
using Approvals.Web.Endpoints.Directory;

namespace Approvals.Web.Endpoints;

/// <summary>Reads the action that a body asks for.</summary>
internal static class ActionBody
{
    private const int MaxSummary = 500;

    public static RequestedAction Read(JsonObjectReader body) => RequestedAction.Create(
        ReadTool(body),
        body.RequiredObject("args"),
        ReadEnvironment(body),
        body.OptionalObject("context"),
        body.OptionalText("summary", MaxSummary));

    /// <summary>Rules and keys tell environments apart by their names: one that looks like another is none.</summary>
    private static string? ReadEnvironment(JsonObjectReader body) => body.OptionalText("environment", KeyScope.MaxEnvironment) switch
    {
        null => null,
        var environment when ToolName.IsValid(environment) => environment,
        _ => throw JsonObjectReader.Invalid("environment", "is a name of visible characters, without white space and none of * ? , [ ] { }"),
    };

    private static string ReadTool(JsonObjectReader body)
    {
        var tool = body.RequiredText("tool", ToolName.MaxLength);
        return ToolName.IsValid(tool) ? tool : throw JsonObjectReader.Invalid("tool", $"is a tool's name: {ToolName.Rule}");
    }
}
