using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Approvals.Cli.Output;

/// <summary>The JSON that <c>--json</c> writes.</summary>
[JsonSerializable(typeof(EvaluationView))]
[JsonSerializable(typeof(DiffView))]
[JsonSerializable(typeof(LintView))]
[JsonSerializable(typeof(TestView))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>Quotes and letters stand as they are: what is written goes to programs and terminals, not into pages.</summary>
    public static CliJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
