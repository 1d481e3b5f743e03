// A platform that asks before it acts, by grain calls alone: it asks to send a payment, waits for the people, and
// claims the permit.
//
//   Approvals.ExamplePlatform CONNECTION_STRING API_KEY TENANT AGENT IDEMPOTENCY_KEY
using System.Text;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.GrainContracts.Client;
using Approvals.GrainContracts.Credentials;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

if (args is not [var database, var apiKey, var tenantName, var agentName, var key])
{
    Console.Error.WriteLine("usage: Approvals.ExamplePlatform CONNECTION_STRING API_KEY TENANT AGENT IDEMPOTENCY_KEY");
    return 2;
}

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleansClient(client =>
{
    client.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", database));
    client.Services.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("approvals", "approvals"));
});
using var host = builder.Build();
await host.StartAsync();
var approvals = new ClusterApprovals(
    host.Services.GetRequiredService<IGrainFactory>(), new CallCredential.Key(apiKey), TimeProvider.System);

var (tenant, agent) = (new TenantId(tenantName), new AgentId(agentName));
var action = RequestedAction.Create(
    "payment.send", CanonicalJson.Create(JsonElement.Parse("""{"amount":5000,"to":"vendor-17"}""")), summary: "Pay invoice 8841");
var asked = await approvals.Requests.SubmitAsync(
    new Submission
    {
        Tenant = tenant,
        // The same whenever this platform asks again under the key, whatever crashed in between.
        Id = RequestId.Derive(tenant, agent, key),
        Agent = agent,
        Action = action,
        Fingerprint = ContentHash.Of(Encoding.UTF8.GetBytes(action.Digest.Value)),
    },
    CancellationToken.None);
var request = asked switch
{
    SubmitOutcome.Created(var created) => created,
    SubmitOutcome.Repeated(var repeated) => repeated,
    _ => null,
};
if (request is null)
{
    Console.Error.WriteLine($"It was not taken: {asked}.");
    return 1;
}

Console.WriteLine($"{request.Id} {request.Status}");
while (request is { Status: RequestStatus.Pending })
{
    request = await approvals.Requests.WaitForDecisionAsync(tenant, request.Id, TimeSpan.FromMinutes(1), CancellationToken.None);
}

Console.WriteLine($"{request!.Id} {request.Status}");
if (request.Status != RequestStatus.Approved)
{
    Console.Error.WriteLine(request.Reason);
    return 1;
}

var claim = await approvals.Requests.ClaimAsync(
    tenant,
    request.Id,
    new ClaimCommand(new Claimant.Agent(agent), action.Digest, Executor: null, ClaimCommand.StandardLease, OperationKey: $"claim {key}"),
    CancellationToken.None);
Console.WriteLine(claim.Permit ?? claim.Outcome.ToString());
await host.StopAsync();
return claim.Permit is null ? 1 : 0;
