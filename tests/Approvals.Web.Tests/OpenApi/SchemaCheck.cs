using System.Text.Json;

namespace Approvals.Web.Tests.OpenApi;

/// <summary>Holds a value against a schema, as far as ours go: nothing undocumented, nothing required missing, the right kinds.</summary>
internal static class SchemaCheck
{
    public static IEnumerable<string> Problems(JsonElement schema, JsonElement value, string at = "$")
    {
        schema = ApiDescription.Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var either))
        {
            return either.EnumerateArray().Any(s => !Problems(s, value, at).Any()) ? [] : [$"{at} is none of what it may be: {value}"];
        }

        if (schema.TryGetProperty("type", out var type) && !Kinds(type).Contains(KindOf(value)))
        {
            return [$"{at} is {KindOf(value)}, not {type}"];
        }

        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => JsonElement.DeepEquals(w, value)))
        {
            return [$"{at} is {value}, not of {words}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => ProblemsOfMembers(schema, value, at),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, i) => Problems(items, item, $"{at}[{i}]")),
            _ => [],
        };
    }

    private static IEnumerable<string> ProblemsOfMembers(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("additionalProperties", out _))
        {
            return [];
        }

        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!) : [];
        return required.Where(r => !value.TryGetProperty(r, out _)).Select(r => $"{at}.{r} is missing")
            .Concat(value.EnumerateObject().SelectMany(member =>
                known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var of)
                    ? Problems(of, member.Value, $"{at}.{member.Name}")
                    : [$"{at}.{member.Name} is not documented"]));
    }

    private static IEnumerable<string> Kinds(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}
