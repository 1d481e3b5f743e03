using System.Diagnostics;
using System.Text.Json;
using Approvals.Core.Tests.Architecture;

namespace Approvals.Core.Tests.Schema;

/// <summary>Holds documents against <c>policies/policy.schema.json</c> as an editor does: by npm's yaml and ajv.</summary>
internal static class Validator
{
    private static readonly string Folder = Path.Combine(SourceTree.Root, "tests/Approvals.Core.Tests/Node");

    public static bool IsInstalled => Directory.Exists(Path.Combine(Folder, "node_modules/ajv"));

    /// <summary>For each document what the schema has against it, or null.</summary>
    public static async Task<string?[]> ValidateAsync(IReadOnlyList<string> documents)
    {
        var start = new ProcessStartInfo("node", "validate.mjs")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        var schema = JsonDocument.Parse(SourceTree.Read("policies/policy.schema.json")).RootElement;
        await JsonSerializer.SerializeAsync(node.StandardInput.BaseStream, new { schema, documents });
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<string?[]>(await output)!;
    }
}
