using System.Text.Json;
using System.Text.Json.Serialization;
using Approvals.Web.Permits;

namespace Approvals.Server.Demo;

/// <summary><c>demo-credentials.json</c>: how a developer calls the demo tenant.</summary>
internal sealed record DemoCredentials
{
    private const string FileName = "demo-credentials.json";

    public required string AgentKey { get; init; }

    public required string ExecutorKey { get; init; }

    /// <summary>What the agent verifies its callbacks with.</summary>
    public string CallbackSecret { get; init; } = "";

    /// <summary>A JWT for each person, by their id.</summary>
    public required IReadOnlyDictionary<string, string> Reviewers { get; init; }

    public static string PathIn(string directory) => Path.Combine(directory, FileName);

    /// <summary>What the file holds; null where there is none, or none that can be read.</summary>
    public static DemoCredentials? Read(string directory)
    {
        var path = PathIn(directory);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), DemoJson.Default.DemoCredentials);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Write(string directory) =>
        PrivateFile.Write(PathIn(directory), JsonSerializer.Serialize(this, DemoJson.Default.DemoCredentials) + "\n");
}

/// <summary>The file's form: a member a line, so that a shell can pick one out.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DemoCredentials))]
internal sealed partial class DemoJson : JsonSerializerContext;
