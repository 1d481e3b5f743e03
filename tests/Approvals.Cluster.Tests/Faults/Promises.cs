using Approvals.Cluster.Tests.Fixture;
using Approvals.Core.Requests;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>Holds what the cluster has at the end against what it answered.</summary>
internal static class Promises
{
    /// <summary>By then deadlines have fired and effects are carried out, once the cluster is whole again.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task CheckAsync(RealCluster cluster, IReadOnlyCollection<Account> accounts)
    {
        Assert.NotEmpty(accounts);
        // Nobody asks for a request here: the deadlines fire by themselves.
        await UntilNoneAsync(cluster, "status = 'pending'", "wait although their deadline is over");
        await UntilNoneAsync(cluster, "outbox IS NOT NULL", "have effects that nobody carried out");
        Assert.Equal(
            accounts.Count, (int)await Database.ReadAsync<long>(cluster.Database, "SELECT count(*) FROM requests"));
        foreach (var account in accounts)
        {
            var request = await cluster.Approvals.Requests.FindAsync(Demo.Tenant, account.Id, default);
            Assert.True(request is not null, $"{account.Id} was answered and is not there.");
            CheckOne(account, request);
        }
    }

    private static void CheckOne(Account account, ApprovalRequest request)
    {
        Assert.True(request.Status == (account.IsForgotten ? RequestStatus.Expired : RequestStatus.Approved), $"{account.Id} is {request.Status}.");
        Assert.Equal(account.Reviewed.Select(r => r.Value).Order(StringComparer.Ordinal), request.Reviews.Select(r => r.Reviewer.Value).Order(StringComparer.Ordinal));
        Assert.True(account.Permits.Distinct(StringComparer.Ordinal).Count() <= 1, $"{account.Id} has two permits.");
        if (account.IsForgotten)
        {
            Assert.Equal((DecidedBy.Deadline, request.ExpiresAt), (request.Decision!.By, (DateTimeOffset?)request.Decision.At));
            return;
        }

        Assert.NotNull(request.Claim);
        Assert.Equal(account.IsReported, request.Execution == ExecutionState.Succeeded);
    }

    private static async Task UntilNoneAsync(RealCluster cluster, string where, string what)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (await Database.ReadAsync<long>(cluster.Database, $"SELECT count(*) FROM requests WHERE {where}") is > 0 and var count)
        {
            Assert.False(limit.IsCancellationRequested, $"{count} requests {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }
}
