namespace Approvals.Web.Tests.Crashes;

/// <summary>The policy of a tenant under load: a tool for each way that a request can go.</summary>
internal static class LoadPolicy
{
    public const string Name = "load";

    /// <summary>Needs nobody.</summary>
    public const string Free = "free.use";

    /// <summary>Is never allowed.</summary>
    public const string Forbidden = "forbidden.use";

    /// <summary>Two of finance approve.</summary>
    public const string Pair = "pair.use";

    /// <summary>One of finance approves, within seconds.</summary>
    public const string Hasty = "hasty.use";

    /// <summary>Finance and then security approve; it takes two to deny.</summary>
    public const string Groups = "groups.use";

    public static IReadOnlyList<string> Tools { get; } = [Free, Forbidden, Pair, Pair, Pair, Hasty, Groups, Groups];

    /// <summary>Whether this person of <see cref="LoadTenant"/> is asked.</summary>
    public static bool Asks(string tool, string person) => tool switch
    {
        Pair or Hasty => person is "alice" or "bob" or "erin",
        Groups => person is "alice" or "bob" or "erin" or "dave",
        _ => false,
    };

    /// <summary>Whether anybody is asked.</summary>
    public static bool Escalates(string tool) => tool is not (Free or Forbidden);

    /// <summary>How many must approve before it is approved.</summary>
    public static int ApprovalsFor(string tool) => tool == Hasty ? 1 : 2;

    /// <summary>How many must deny before it is denied.</summary>
    public static int DenialsFor(string tool) => tool == Groups ? 2 : 1;

    /// <summary>Every edition says the same of every tool, so that what is expected does not hang on which is in force.</summary>
    public static string Edition(string edition) => $$"""
        policy: {{Name}}
        description: "{{edition}}"
        rules:
          - { tool: "{{Free}}", action: allow, reason: "Free to use" }
          - { tool: "{{Forbidden}}", action: deny, reason: "Never" }
          - tool: "{{Pair}}"
            action: escalate
            reason: "Two of finance"
            approval: { threshold: 2, roles: [finance], timeout: 15m, validFor: 15m }
          - tool: "{{Hasty}}"
            action: escalate
            reason: "One of finance, soon"
            approval: { threshold: 1, roles: [finance], timeout: 10s, validFor: 10s }
          - tool: "{{Groups}}"
            action: escalate
            reason: "Finance, then security"
            approval:
              groups: [{ roles: [finance], threshold: 1 }, { roles: [security], threshold: 1 }]
              inOrder: true
              denials: 2
              timeout: 1h
        """;
}
