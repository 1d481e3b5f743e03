using System.Globalization;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// One of the clients of a tenant: makes calls of every kind at random, many of them in volleys on one request, until
/// the server is gone.
/// </summary>
internal sealed class LoadDriver(ApiClient client, Ledger ledger, Ledger others, int seed)
{
    /// <summary>Few enough that the clients meet on the same requests.</summary>
    private const int MostOpen = 40;

    private readonly Random _random = new(seed);

    public async Task RunAsync()
    {
        while (await MoveAsync())
        {
            // Until nobody answers.
        }
    }

    private Task<bool> MoveAsync()
    {
        var open = ledger.Open;
        if (open.Count == 0 || (open.Count < MostOpen && _random.Next(4) == 0))
        {
            return AskAsync();
        }

        var entry = _random.Next(20) == 0 ? Any(ledger.Entries) : Any(open);
        if (entry.Asked is null)
        {
            return MakeAsync(entry, [new Call.Submit()], canRepeat: entry.Key is not null);
        }

        var isReviewed = LoadPolicy.Escalates(entry.Tool) || _random.Next(10) == 0;
        return _random.Next(isReviewed ? 0 : 44, 100) switch
        {
            < 40 => MakeAsync(entry, Volley(ReviewOf)),
            < 44 => MakeAsync(entry, [new Call.Cancel(), .. Volley(ReviewOf)]),
            < 62 => MakeAsync(entry, Volley(ClaimOf)),
            < 72 => MakeAsync(entry, Volley(ReportOf)),
            < 78 => MakeAsync(entry, [new Call.Look(_random.Next(2)), .. Volley(ReviewOf)]),
            < 82 => MakeAsync(entry, [new Call.Submit(), new Call.Submit(IsOther: true)], canRepeat: entry.Key is not null),
            < 90 => ListAsync(),
            < 93 => PublishAsync(),
            < 95 => ReceiptAsync(entry),
            _ => new Strangers(client, ledger.Tenant).MeetAsync(Any(others.Entries)),
        };
    }

    private Task<bool> AskAsync()
    {
        var hasKey = _random.Next(5) != 0;
        var entry = ledger.Begin(Any(LoadPolicy.Tools), hasKey);
        var times = hasKey ? _random.Next(1, 4) : 1;
        var wait = _random.Next(8) == 0 ? 1 : 0;
        return MakeAsync(entry, [.. Enumerable.Repeat<Call>(new Call.Submit(wait), times)]);
    }

    private Call ReviewOf() => new Call.Review(
        _random.Next(25) == 0 ? LoadTenant.Outsider : Any(LoadTenant.Asked),
        _random.Next(6) == 0 ? "deny" : "approve",
        IsWrong: _random.Next(25) == 0);

    private Call ClaimOf()
    {
        var key = _random.Next(8) == 0 ? null : $"claim-{_random.Next(3)}";
        return new Call.Claim(_random.Next(2) == 0, key, Any(["1s", "5m", "1h"]), IsWrong: _random.Next(25) == 0);
    }

    private Call ReportOf() => new Call.Report(_random.Next(2) == 0, _random.Next(4) == 0 ? "failed" : "succeeded");

    private List<Call> Volley(Func<Call> call) => [.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => call())];

    /// <summary>Makes the calls all at once.</summary>
    private async Task<bool> MakeAsync(LedgerEntry entry, IReadOnlyList<Call> calls, bool canRepeat = true)
    {
        if (!canRepeat)
        {
            return true;
        }

        var answers = await Task.WhenAll(calls.Select(c => entry.MakeAsync(client, c)));
        return answers.All(a => a is not null);
    }

    private async Task<bool> ListAsync()
    {
        var asked = ledger.Clock.Read();
        var (path, credential) = _random.Next(3) switch
        {
            0 => ("/v1/requests?limit=50", ledger.Tenant.AgentKey),
            1 => ("/v1/requests?status=approved&limit=20", ledger.Tenant.AgentKey),
            _ => ("/v1/requests?status=pending&reviewer=me&limit=50", ledger.Tenant.Reviewers[Any(LoadTenant.Asked)]),
        };
        return await ReadAsync(path, credential) switch
        {
            null => false,
            { Status: 200 } page => ledger.Show(page, asked) is not null,
            _ => true,
        };
    }

    private async Task<bool> PublishAsync() =>
        await ledger.Publications.PublishAsync(client, onlyAfter: _random.Next(2) == 0) is not null;

    private async Task<bool> ReceiptAsync(LedgerEntry entry)
    {
        var answer = await ReadAsync($"/v1/receipts/{entry.Asked!.Id}", ledger.Tenant.AgentKey);
        if (answer is { Status: 200 })
        {
            ReceiptCheck.Check(entry, answer.Json);
        }

        return answer is not null;
    }

    /// <summary>Null where nobody answered. A list or a receipt can fail with the storage, and is then not there.</summary>
    private async Task<Answer?> ReadAsync(string path, string credential)
    {
        try
        {
            var answer = await client.GetAsync(path, credential);
            Assert.True(
                answer.Status == 200 || (ledger.StorageMayFail && answer is { Status: 503, Code: "outcome_unknown" }),
                string.Create(CultureInfo.InvariantCulture, $"{path} was answered with {answer.Status} {answer.Text}"));
            return answer;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private T Any<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];
}
