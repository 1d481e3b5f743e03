using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Web.Bodies;

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

    private static string? ReadEnvironment(JsonObjectReader body) =>
        body.OptionalText("environment", EnvironmentName.MaxLength) is not { } environment ? null
        : EnvironmentName.IsValid(environment) ? environment
        : throw JsonObjectReader.Invalid("environment", $"is an environment's name: {EnvironmentName.Rule}");

    private static string ReadTool(JsonObjectReader body)
    {
        var tool = body.RequiredText("tool", ToolName.MaxLength);
        return ToolName.IsValid(tool) ? tool : throw JsonObjectReader.Invalid("tool", $"is a tool's name: {ToolName.Rule}");
    }
}
