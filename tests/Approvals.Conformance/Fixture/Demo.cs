using System.Text;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance.Fixture;

/// <summary>The names, the directory and the policies that the tests start with.</summary>
public static class Demo
{
    /// <summary>As in <c>policies/payments.yaml</c>.</summary>
    public const string PaymentsSource =
        """
        policy: payments
        defaults:
          threshold: 2
          roles: [finance]
          timeout: 15m
        rules:
          - tool: "payment.send"
            action: escalate
            when:
              args.amount:
                gt: 100
            reason: "Payments over $100 require approval"
          - id: small-payments
            tool: "payment.send"
            action: allow
            reason: "Payments up to $100 need no approval"
        """;

    /// <summary>One owner is enough for a release.</summary>
    public const string ReleasesSource =
        """
        policy: releases
        defaults:
          threshold: 1
          roles: [owner]
          timeout: 15m
        rules:
          - tool: "release.publish"
            action: escalate
            reason: "An owner releases"
        """;

    private const string Reason = "The tests ask for it";

    public const string Issuer = "https://login.example";

    public static readonly TenantId Tenant = new("demo");
    public static readonly TenantId OtherTenant = new("other");
    public static readonly AgentId Agent = new("demo-agent");
    public static readonly ReviewerId Alice = new("alice");
    public static readonly ReviewerId Bob = new("bob");
    public static readonly ReviewerId Carol = new("carol");

    /// <summary>Not there at first; <see cref="Admin"/> is the role to give.</summary>
    public static readonly ReviewerId Ada = new("ada");
    public static readonly RoleName Finance = new("finance");
    public static readonly RoleName Owner = WellKnownRoles.Owner;
    public static readonly RoleName Admin = WellKnownRoles.Admin;
    public static readonly PolicyName Payments = new("payments");
    public static readonly PolicyName Releases = new("releases");

    /// <summary>All that a tenant has.</summary>
    public static readonly RequestFilter Everything = new() { Viewer = new Viewer.Auditor() };

    public static TimeSpan Timeout { get; } = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<TenantChange> FirstEntries =>
    [
        new TenantChange.PutAgent(new Agent(Agent)),
        new TenantChange.LimitPending(Core.Tenants.Tenant.MostPending),
        Person(Alice, Finance),
        Person(Bob, Finance),
        Person(Carol, Owner),
    ];

    public static TenantChange Person(ReviewerId id, params RoleName[] roles) =>
        new TenantChange.PutReviewer(new Reviewer
        {
            Id = id,
            Roles = [.. roles],
            Identities = [new Identity(Issuer, id.Value)],
        });

    /// <summary>Somebody who has had these roles from ever.</summary>
    public static Viewer.Person Viewer(ReviewerId id, params RoleName[] roles) =>
        new(new Standing { Id = id, Grants = [.. roles.Select(r => new RoleGrant(r, DateTimeOffset.MinValue))] });

    public static TenantChange Key(string id) => new TenantChange.AddKey(new ApiKey
    {
        Id = new KeyId(id),
        Holder = new KeyHolder.ForAgent(Agent),
        SecretHash = ContentHash.Of(Encoding.ASCII.GetBytes(id)),
        CreatedAt = ManualTime.Start,
    });

    /// <summary>A policy that is named after the tool and escalates it, by a rule for each of the terms.</summary>
    public static string Escalating(string tool, params string[] terms) => string.Join(
        '\n',
        terms.Select((t, i) =>
            $$"""
              - id: rule-{{i}}
                tool: "{{tool}}"
                action: escalate
                reason: "{{Reason}}"
                approval: {{t}}
            """).Prepend($"policy: {tool}\nrules:"));

    public static Publication Publish(PolicyName name, string source, int? ifVersion = null) =>
        new(name, source, ifVersion, By: "tests");

    /// <summary>Escalated over 100, allowed up to that.</summary>
    public static Submission Payment(string key, int amount = 500, TenantId? tenant = null) =>
        Ask("payment.send", key, $$"""{"amount":{{amount}}}""", tenant);

    public static Submission Release(string key) => Ask("release.publish", key);

    public static Submission Ask(string tool, string key, string args = "{}", TenantId? tenant = null, AgentId? agent = null) =>
        new()
        {
            Tenant = tenant ?? Tenant,
            Id = RequestId.Derive(tenant ?? Tenant, agent ?? Agent, key),
            Agent = agent ?? Agent,
            Action = RequestedAction.Create(tool, CanonicalJson.Create(JsonElement.Parse(args))),
            Fingerprint = ContentHash.Of(Encoding.UTF8.GetBytes(tool + args)),
        };

    public static ReviewInput Says(this Verdict verdict, ActionDigest digest, Proof proof = Proof.Account) =>
        new(verdict, Comment: null, digest, Channel: "tests", proof);
}
