using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;

namespace Approvals.Cluster.Tests.Faults;

/// <summary>
/// Whole flows by many callers at once, over HTTP and by grain calls, each command given again until it is answered; and
/// the account of what was answered.
/// </summary>
internal sealed class Load(RealCluster cluster, int callers) : IDisposable
{
    /// <summary>How long a command is given again before that counts as the service being away.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Between two flows of one caller, so that the load leaves the machine to what is tested beside it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentBag<Account> _accounts = [];
    private readonly HttpClient _http = new()
    {
        BaseAddress = cluster.Gateway.Address,
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", cluster.AgentKey.Reveal()) },
    };

    public IReadOnlyCollection<Account> Accounts => _accounts;

    /// <summary>Until it is stopped; then what is under way is finished.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
    {
        for (var flow = 0; !stop.IsCancellationRequested; flow++)
        {
            await FlowAsync(string.Create(CultureInfo.InvariantCulture, $"{caller}-{flow}"), (caller + flow) % 4);
            await Task.Delay(Rest);
        }
    })));

    public void Dispose() => _http.Dispose();

    /// <summary>One flow.</summary>
    /// <param name="key">Its idempotency key.</param>
    /// <param name="kind">3 is forgotten by its reviewers; of the rest, 0 comes over HTTP.</param>
    public async Task FlowAsync(string key, int kind)
    {
        var submission = kind == 3 ? Demo.Ask(RealCluster.Forgotten, key) : Demo.Payment(key);
        var account = new Account
        {
            Id = kind == 0 ? await SubmitByHttpAsync(key) : await SubmitAsync(submission),
            IsForgotten = kind == 3,
        };
        _accounts.Add(account);
        if (account.IsForgotten)
        {
            return;
        }

        var digest = submission.Action.Digest;
        await Task.WhenAll(ReviewAsync(account, Demo.Alice, digest), ReviewAsync(account, Demo.Bob, digest));
        await Task.WhenAll(ClaimAsync(account, digest, "one"), ClaimAsync(account, digest, "other"));
        await ReportAsync(account);
    }

    private async Task<RequestId> SubmitAsync(Submission submission) =>
        await UntilAnsweredAsync(() => cluster.Approvals.Requests.SubmitAsync(submission, default)) switch
        {
            SubmitOutcome.Created(var request) => request.Id,
            SubmitOutcome.Repeated(var request) => request.Id,
            var other => throw new InvalidOperationException($"{submission.Id} was not taken: {other}"),
        };

    private Task<RequestId> SubmitByHttpAsync(string key) => UntilAnsweredAsync(async () =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/actions")
        {
            Content = JsonContent.Create(new { tool = "payment.send", args = new { amount = 500 } }),
            Headers = { { "Idempotency-Key", key } },
        };
        using var answer = await _http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return RequestId.Parse(body.GetProperty("requestId").GetString())!;
    });

    private async Task ReviewAsync(Account account, ReviewerId reviewer, ActionDigest digest)
    {
        var outcome = await UntilAnsweredAsync(() =>
            cluster.Approvals.Requests.ReviewAsync(Demo.Tenant, account.Id, reviewer, Verdict.Approve.Says(digest), default));
        Assert.True(outcome is ReviewOutcome.Recorded or ReviewOutcome.Repeated, $"{account.Id}: {outcome}");
        account.Reviewed.Add(reviewer);
    }

    private async Task ClaimAsync(Account account, ActionDigest digest, string operation)
    {
        var claim = new ClaimCommand(new Claimant.Agent(Demo.Agent), digest, Executor: null, ClaimCommand.LongestLease, operation);
        var answer = await UntilAnsweredAsync(() => cluster.Approvals.Requests.ClaimAsync(Demo.Tenant, account.Id, claim, default));
        Assert.True(answer.Outcome is ClaimOutcome.Granted or ClaimOutcome.AlreadyClaimed, $"{account.Id}: {answer.Outcome}");
        if (answer.Permit is { } permit)
        {
            account.Permits.Add(permit);
        }
    }

    private async Task ReportAsync(Account account)
    {
        var report = new ReportCommand(new Claimant.Agent(Demo.Agent), ReportedOutcome.Succeeded, Detail: null);
        var outcome = await UntilAnsweredAsync(() => cluster.Approvals.Requests.ReportAsync(Demo.Tenant, account.Id, report, default));
        Assert.True(outcome is ReportOutcome.Recorded or ReportOutcome.Repeated, $"{account.Id}: {outcome}");
        account.IsReported = true;
    }

    private static async Task<T> UntilAnsweredAsync<T>(Func<Task<T>> command)
    {
        using var limit = new CancellationTokenSource(Longest);
        while (true)
        {
            try
            {
                return await command();
            }
            catch (Exception e) when (e is EngineException or HttpRequestException or OperationCanceledException && !limit.IsCancellationRequested)
            {
                await Task.Delay(Pause);
            }
        }
    }
}
