using System.Text.Encodings.Web;
using System.Text.Json.Serialization;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Web.Authentication;
using Approvals.Web.Contract;
using Approvals.Web.Endpoints;
using Approvals.Web.Endpoints.Directory;
using Approvals.Web.Limits;
using Approvals.Web.OpenApi;
using Approvals.Web.Pages;
using Approvals.Web.Permits;
using Approvals.Web.Problems;
using Approvals.Web.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Approvals.Web;

/// <summary>
/// The HTTP front end. It knows the core's ports only: the host registers <see cref="IRequests"/>,
/// <see cref="IPolicies"/>, <see cref="ITenants"/>, <see cref="IOutbox"/>,
/// <see cref="IAudit"/>, <see cref="IChanges"/>, <see cref="ICallbackSecrets"/>, <see cref="ILinks"/>, <see cref="IInbound"/>, <see cref="IChannelSecrets"/>, data protection with keys that it keeps, a <see cref="PermitSigner"/>, an <see cref="IssuerBackchannel"/> and, in development, a
/// <see cref="LocalIssuer"/>. It binds its own settings; <see cref="SettingsCheck"/> tells before what is wrong with them.
/// </summary>
public static class ApprovalsWeb
{
    /// <summary>The meter of what the front end refuses.</summary>
    public const string MeterName = Refusals.MeterName;

    private const string AnyCredential = nameof(AnyCredential);

    public static IServiceCollection AddApprovalsWeb(this IServiceCollection services)
    {
        FetchedKeys.WaitForNewKeys();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Patience>();
        services.AddOptions<ApprovalsWebOptions>().BindConfiguration(ApprovalsWebOptions.Section);
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitOptions>>(static (kestrel, limits) => limits.Value.ApplyTo(kestrel));
        services.AddSingleton<HeldAnswers>();
        services.AddSingleton<IConfigureOptions<RateLimiterOptions>, CallRate>();
        services.AddRateLimiter(static _ => { });
        services.AddSingleton<RequestViews>();
        services.AddSingleton<Following>();
        services.AddSingleton<ChangeFollowing>();
        services.AddSingleton<DirectoryEditor>();
        services.AddSingleton<DirectoryEntries>();
        services.AddSingleton<IssuerRules>();
        services.AddSingleton<IssuerKeys>();
        services.AddSingleton<SoundTokens>();
        services.AddSingleton<PersonToken>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<PersonCredential>();
        services.AddSingleton<LinkPage>();
        services.AddSingleton<ChannelBody>();
        services.AddAuthentication(AnyCredential)
            .AddPolicyScheme(AnyCredential, null, options => options.ForwardDefaultSelector = context =>
                BearerToken.Of(context.Request)?.StartsWith(PresentedKey.Prefix, StringComparison.Ordinal) == true
                    ? ApiKeyHandler.SchemeName
                    : PersonTokenHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, PersonTokenHandler>(PersonTokenHandler.SchemeName, null)
            .AddSession();
        services.AddAuthorization(CallerPolicies.Add);
        services.AddHealthChecks();
        services.AddSingleton<Refusals>();
        services.AddProblemDetails();
        services.AddOptions<ProblemDetailsOptions>().Configure<Refusals>(static (options, refusals) => options.CustomizeProblemDetails = refusals.Note);
        services.AddApiDocument();
        services.AddExceptionHandler<ExceptionsToProblems>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.Converters.Add(new Rfc3339Converter());
            // Answers are JSON, never part of a page, so "<" and "é" stand as they are.
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        return services;
    }

    public static void MapApprovals(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages(context =>
            ApiProblem.ForStatus(context.HttpContext.Response.StatusCode).ExecuteAsync(context.HttpContext));
        app.UseApiPage();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.MapActions();
        app.MapRequests();
        app.MapEvents();
        app.MapChanges();
        app.MapReviews();
        app.MapExecution();
        app.MapReceipts();
        app.MapPolicies();
        app.MapPolicyEvaluation();
        app.MapReviewers();
        app.MapAgents();
        app.MapExecutors();
        app.MapKeys();
        app.MapIdentity();
        app.MapChannels();
        app.MapReturns();
        app.MapRoutes();
        app.MapInbound();
        app.MapOutbox();
        app.MapAudit();
        app.MapSystem();
        LinkPage.Map(app);
        app.MapSignIn();
        app.MapApiDocument();
    }
}
