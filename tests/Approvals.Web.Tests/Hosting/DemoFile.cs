using System.Text.Json;

namespace Approvals.Web.Tests.Hosting;

/// <summary>What the server wrote for a developer.</summary>
internal sealed record DemoFile(string AgentKey, string ExecutorKey, string CallbackSecret, IReadOnlyDictionary<string, string> Reviewers)
{
    public string Alice => Reviewers["alice"];

    public string Bob => Reviewers["bob"];

    public string Carol => Reviewers["carol"];

    public static string PathIn(string data) => Path.Combine(data, "demo-credentials.json");

    public static DemoFile Read(string data) =>
        JsonSerializer.Deserialize<DemoFile>(File.ReadAllText(PathIn(data)), JsonSerializerOptions.Web)!;
}
