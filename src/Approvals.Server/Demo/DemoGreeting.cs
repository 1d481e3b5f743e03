namespace Approvals.Server.Demo;

/// <summary>What a developer sees at the start: the lines of a first request.</summary>
internal static class DemoGreeting
{
    public static string Of(DemoCredentials credentials, string directory, string url) =>
        $$$"""

        The tenant '{{{DemoTenant.Id}}}' is ready at {{{url}}}. Its credentials are in {{{DemoCredentials.PathIn(directory)}}}.
        A first request, which two people of finance must approve (alice and bob):

        curl -s '{{{url}}}/v1/actions' \
          -H 'Authorization: Bearer {{{credentials.AgentKey}}}' \
          -H 'Idempotency-Key: first-request' \
          -d '{"tool":"payment.send","args":{"amount":5000,"to":"vendor-17"}}'

        What waits for alice:

        curl -s '{{{url}}}/v1/requests?status=pending&reviewer=me' \
          -H 'Authorization: Bearer {{{credentials.Reviewers["alice"]}}}'

        Ctrl+C stops the server; nothing that it answered is lost.

        """;
}
