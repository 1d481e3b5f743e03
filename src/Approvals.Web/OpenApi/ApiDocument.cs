using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.OpenApi;

namespace Approvals.Web.OpenApi;

/// <summary>The API's own document, OpenAPI 3.1, at <c>/openapi/v1.json</c>; in development with a page to try it on.</summary>
internal static class ApiDocument
{
    private const string Address = "/openapi/v1.json";
    private const string Page = "/swagger";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = info => OpenApiOptions.CreateDefaultSchemaReferenceId(info) is null ? null : SchemaDetails.NameOf(info.Type);
        options.AddSchemaTransformer<SchemaDetails>();
        options.AddOperationTransformer<OperationDetails>();
        options.AddDocumentTransformer<DocumentDetails>();
    });

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi().AllowAnonymous();

    /// <summary>The page runs its own scripts, which no other answer does.</summary>
    private static Task Allow(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(Page, StringComparison.Ordinal))
        {
            context.Response.Headers.ContentSecurityPolicy =
                "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
        }

        return Task.CompletedTask;
    }

    /// <summary>The page, before anybody has to be authenticated: it holds nothing that the document does not.</summary>
    public static void UseApiPage(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.Use(static (context, next) =>
            {
                context.Response.OnStarting(static state => Allow((HttpContext)state), context);
                return next(context);
            });
            app.UseSwaggerUI(page => page.SwaggerEndpoint(Address, "v1"));
        }
    }
}
