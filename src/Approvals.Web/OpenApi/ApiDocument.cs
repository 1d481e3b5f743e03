using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;

namespace Approvals.Web.OpenApi;

/// <summary>The API's own document, OpenAPI 3.1, at <c>/openapi/v1.json</c>; in development with a page to try it on.</summary>
internal static class ApiDocument
{
    private const string Address = "/openapi/v1.json";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = info => OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null ? null : SchemaDetails.NameOf(info.Type);
        options.AddSchemaTransformer<SchemaDetails>();
        options.AddOperationTransformer<OperationDetails>();
        options.AddDocumentTransformer<DocumentDetails>();
    });

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi().AllowAnonymous();

    /// <summary>The page, before anybody has to be authenticated: it holds nothing that the document does not.</summary>
    public static void UseApiPage(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.UseSwaggerUI(page => page.SwaggerEndpoint(Address, "v1"));
        }
    }
}
