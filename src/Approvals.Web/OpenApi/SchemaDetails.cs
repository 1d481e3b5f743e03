using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Approvals.Web.OpenApi;

/// <summary>The schemas of what converters write, and which members are always there.</summary>
internal sealed class SchemaDetails : IOpenApiSchemaTransformer
{
    private static readonly string[] Suffixes = ["View", "Shape"];

    /// <summary>What a type is called in the document.</summary>
    public static string NameOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var name = type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}Of{NameOf(type.GetGenericArguments()[0])}" : type.Name;
        var suffix = Suffixes.FirstOrDefault(s => name.EndsWith(s, StringComparison.Ordinal) && name.Length > s.Length) ?? "";
        return name[..^suffix.Length];
    }

    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type).Select(n => JsonValue.Create(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(n)))];
        }
        else if (IsText(type) || type == typeof(DateTimeOffset))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type == typeof(int))
        {
            // Numbers in text are not taken, whatever the serializer's own settings would read.
            schema.Type = JsonSchemaType.Integer;
            schema.Pattern = null;
        }
        else if (type == typeof(CanonicalJson))
        {
            schema.Type = JsonSchemaType.Object;
            schema.AdditionalProperties = new OpenApiSchema();
        }
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object)
        {
            DescribeMembers(schema, context.JsonTypeInfo);
        }

        return Task.CompletedTask;
    }

    private static bool IsText(Type type) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITextValue<>));

    /// <summary>What may be null is left out, unless it says that it never is: see <see cref="DocumentDetails"/>.</summary>
    private static void DescribeMembers(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.Required = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in type.Properties)
        {
            var isNullable = member.IsGetNullable && (!member.PropertyType.IsValueType || Nullable.GetUnderlyingType(member.PropertyType) is not null);
            var isAlways = member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
                .OfType<JsonIgnoreAttribute>().Any(a => a.Condition == JsonIgnoreCondition.Never) is true;
            if (!isNullable || isAlways)
            {
                schema.Required.Add(member.Name);
            }
        }
    }
}
