using Microsoft.AspNetCore.Authorization;

namespace Approvals.Web.Authentication;

/// <summary>Which kinds of callers a route takes; other ones are 403.</summary>
internal static class CallerPolicies
{
    public const string Agent = nameof(Agent);
    public const string Claimant = nameof(Claimant);
    public const string Reporter = nameof(Reporter);
    public const string Person = nameof(Person);
    public const string Admin = nameof(Admin);
    public const string Auditor = nameof(Auditor);

    public static void Add(AuthorizationOptions options)
    {
        Require(options, Agent, caller => caller is Caller.Agent);
        Require(options, Claimant, caller => caller is Caller.Agent or Caller.Executor);
        Require(options, Reporter, caller => caller is Caller.Agent or Caller.Executor || caller.MayAdminister);
        Require(options, Person, caller => caller is Caller.Person);
        Require(options, Admin, caller => caller.MayAdminister);
        Require(options, Auditor, caller => caller.MayAudit);
        options.DefaultPolicy = Build(_ => true);
        // A route that says nothing is for authenticated callers; what is for everybody says so.
        options.FallbackPolicy = options.DefaultPolicy;
    }

    /// <summary>The kinds of callers that a policy takes, in words; all kinds where there is none.</summary>
    public static IReadOnlyList<string> KindsOf(string? policy) => policy switch
    {
        Agent => ["agent"],
        Claimant => ["agent", "executor"],
        Reporter => ["agent", "executor", "admin"],
        Person => ["person"],
        Admin => ["admin"],
        Auditor => ["admin", "auditor"],
        _ => ["agent", "executor", "person", "admin", "auditor"],
    };

    private static void Require(AuthorizationOptions options, string name, Func<Caller, bool> accepts) =>
        options.AddPolicy(name, Build(accepts));

    private static AuthorizationPolicy Build(Func<Caller, bool> accepts) => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => Caller.Of(context.User) is { } caller && accepts(caller))
        .Build();
}
