using System.Text.Json;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.OpenApi;

/// <summary>The committed document of the API.</summary>
internal static class ApiDescription
{
    public static string File => Path.Combine(Repository.Root, "docs", "openapi.json");

    public static JsonElement Document { get; } = JsonElement.Parse(System.IO.File.ReadAllText(File));

    public static IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in Document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select new Operation(path.Name, operation.Name, operation.Value),
    ];

    public static Operation Find(string id) => Operations.Single(o => o.Id == id);

    /// <summary>What a schema refers to, or the schema itself.</summary>
    public static JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? Resolve(reference.GetString()!.Split('/').Skip(1).Aggregate(Document, (at, name) => at.GetProperty(name)))
        : schema;
}

/// <summary>One method of one address.</summary>
internal sealed record Operation(string Path, string Verb, JsonElement Json)
{
    public string Id => Json.GetProperty("operationId").GetString()!;

    public HttpMethod Method => HttpMethod.Parse(Verb);

    /// <summary>The kinds of callers; none where anybody may call.</summary>
    public IReadOnlyList<string> Callers => Json.TryGetProperty("x-callers", out var callers) ? [.. callers.EnumerateArray().Select(c => c.GetString()!)] : [];

    public string? Example => Body is { } body && body.TryGetProperty("example", out var example)
        ? example.ValueKind == JsonValueKind.String ? example.GetString() : example.GetRawText()
        : null;

    public bool TakesJson => Json.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _);

    public IEnumerable<string> BodyFields => ApiDescription.Resolve(Body!.Value.GetProperty("schema")) is var schema && schema.TryGetProperty("properties", out var fields)
        ? fields.EnumerateObject().Select(f => f.Name)
        : [];

    public IEnumerable<string> QueryParameters => Json.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "query").Select(p => p.GetProperty("name").GetString()!)
        : [];

    /// <summary>The schema of an answer with this status and content; null where it has no body.</summary>
    public JsonElement? AnswerSchema(int status) =>
        Json.GetProperty("responses").TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out var response)
        && response.TryGetProperty("content", out var content)
            ? content.EnumerateObject().First().Value.GetProperty("schema")
            : null;

    public bool Documents(int status) =>
        Json.GetProperty("responses").TryGetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture), out _);

    private JsonElement? Body => Json.TryGetProperty("requestBody", out var body)
        ? body.GetProperty("content").EnumerateObject().First().Value
        : null;
}
