using Approvals.Core.Policies;

namespace Approvals.Server.Demo;

/// <summary>What a developer sees at the start: the lines of a first request.</summary>
internal static class DemoGreeting
{
    public static string Of(DemoCredentials credentials, string directory, string url, PolicySet policies) =>
        $$$"""

        The tenant '{{{DemoTenant.Id}}}' is ready at {{{url}}}. Its credentials are in {{{DemoCredentials.PathIn(directory)}}}.
        {{{Describe(policies)}}}

        A first request:

        curl -s '{{{url}}}/v1/actions' \
          -H 'Authorization: Bearer {{{credentials.AgentKey}}}' \
          -H 'Idempotency-Key: first-request' \
          -d '{"tool":"payment.send","args":{"amount":5000,"to":"vendor-17"}}'

        What waits for alice:

        curl -s '{{{url}}}/v1/requests?status=pending&reviewer=me' \
          -H 'Authorization: Bearer {{{credentials.Reviewers["alice"]}}}'

        Ctrl+C stops the server; nothing that it answered is lost.

        """;

    private static string Describe(PolicySet policies) => policies.Policies.IsEmpty
        ? "No policy is published, so every action is denied: there was no policies/*.yaml where the server was first started."
        : $"Its policies: {string.Join(", ", policies.Policies.Select(p => $"{p.Policy.Name} (version {p.Version})"))}.";
}
