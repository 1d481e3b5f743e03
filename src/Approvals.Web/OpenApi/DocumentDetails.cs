using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Approvals.Web.OpenApi;

/// <summary>What the document says of the whole. It names no server: it is the same wherever it is asked for.</summary>
internal sealed class DocumentDetails : IOpenApiDocumentTransformer
{
    public const string Bearer = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Approvals for AI agents",
            Version = "v1",
            Description = "An agent asks before it acts; a policy allows, denies or escalates; people decide; an approved action is executed once at most.",
        };
        document.Servers = [];
        document.AddComponent(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key, apk_<id>_<secret>, or a JWT of an issuer that the tenant trusts.",
        });
        foreach (var schema in document.Components?.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
        {
            LeaveOutNulls(schema);
        }

        return Task.CompletedTask;
    }

    /// <summary>A member that is not required is left out where it has no value, and is never null.</summary>
    private static void LeaveOutNulls(OpenApiSchema schema)
    {
        foreach (var (name, member) in schema.Properties?.ToList() ?? [])
        {
            if (schema.Required?.Contains(name) is true || member is not OpenApiSchema inline)
            {
                continue;
            }

            inline.Type &= ~JsonSchemaType.Null;
            LeaveOutNulls(inline);
            if (inline.OneOf?.FirstOrDefault(s => s.Type != JsonSchemaType.Null) is { } other)
            {
                schema.Properties![name] = other;
            }
        }
    }
}
