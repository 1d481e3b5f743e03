using System.Globalization;
using System.Text.Json.Nodes;
using Approvals.Web.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Approvals.Web.OpenApi;

/// <summary>Fills in what the framework cannot see: bodies that are read by hand, parameters, codes, and who may call.</summary>
internal sealed class OperationDetails : IOpenApiOperationTransformer
{
    /// <summary>The extension that names the kinds of callers.</summary>
    private const string CallersExtension = "x-callers";

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<DocumentedBody>().LastOrDefault() is { } body)
        {
            operation.RequestBody = await BodyAsync(body, context, cancellationToken);
        }

        foreach (var parameter in metadata.OfType<DocumentedParameter>())
        {
            (operation.Parameters ??= []).Add(Parameter(parameter));
        }

        DescribeCodes(operation, metadata.OfType<DocumentedCodes>());
        operation.Responses = Sorted(operation.Responses);
        DescribeCallers(operation, context.Document!, metadata);
    }

    private static async Task<OpenApiRequestBody> BodyAsync(
        DocumentedBody body, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var isText = body.Shape == typeof(string);
        var schema = await context.GetOrCreateSchemaAsync(body.Shape, null, cancellation);
        var name = SchemaDetails.NameOf(body.Shape);
        if (!isText)
        {
            context.Document!.AddComponent(name, schema);
        }

        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [isText ? "application/yaml" : "application/json"] = new()
                {
                    Schema = isText ? schema : new OpenApiSchemaReference(name, context.Document),
                    Example = isText ? JsonValue.Create(body.Example) : JsonNode.Parse(body.Example),
                },
            },
        };
    }

    private static OpenApiParameter Parameter(DocumentedParameter parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.In,
        Description = parameter.Description,
        Schema = parameter.Range is var (least, most)
            ? new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = least.ToString(CultureInfo.InvariantCulture),
                Maximum = most.ToString(CultureInfo.InvariantCulture),
            }
            : new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static void DescribeCodes(OpenApiOperation operation, IEnumerable<DocumentedCodes> documented)
    {
        var codes = documented.SelectMany(d => d.Codes).Distinct();
        foreach (var ofStatus in codes.GroupBy(c => c.Status))
        {
            if (operation.Responses?[ofStatus.Key.ToString(CultureInfo.InvariantCulture)] is OpenApiResponse response)
            {
                response.Description = string.Join("; ", ofStatus.Select(c => $"`{c.Code}`: {c.Title}")) + ".";
            }
        }
    }

    private static OpenApiResponses Sorted(OpenApiResponses? responses)
    {
        var sorted = new OpenApiResponses();
        foreach (var (status, response) in (responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            sorted.Add(status, response);
        }

        return sorted;
    }

    private static void DescribeCallers(OpenApiOperation operation, OpenApiDocument document, IList<object> metadata)
    {
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            return;
        }

        var policy = metadata.OfType<IAuthorizeData>().Select(a => a.Policy).FirstOrDefault(p => p is not null);
        var callers = new JsonArray([.. CallerPolicies.KindsOf(policy).Select(k => JsonValue.Create(k))]);
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal);
        operation.Extensions[CallersExtension] = new JsonNodeExtension(callers);
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentDetails.Bearer, document)] = [] }];
    }
}
