using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// Holds a server that was killed and started again against what its callers were told: asks again what is in doubt,
/// and then compares the whole.
/// </summary>
internal sealed class RestartCheck(ApiClient client, Ledger ledger, Ledger others)
{
    private readonly Strangers _strangers = new(client, ledger.Tenant);

    /// <param name="everything">Whether requests that nobody called about since the last check are asked about too.</param>
    public async Task CheckAsync(bool everything)
    {
        await CheckListAsync();
        await Parallel.ForEachAsync(ledger.Entries.Where(e => everything || e.IsTouched), async (entry, _) => await CheckAsync(entry));
        await CheckInboxAsync();
        foreach (var entry in ledger.Entries)
        {
            entry.IsTouched = false;
            CheckWhole(entry);
        }

        await ledger.Publications.CheckAsync(client);
        foreach (var theirs in others.Entries.TakeLast(10))
        {
            Assert.True(await _strangers.MeetAsync(theirs));
        }
    }

    /// <summary>What was acknowledged is there, once, and nothing is there that nobody asked.</summary>
    private async Task CheckListAsync()
    {
        var shown = await ListAsync("/v1/requests?limit=200", ledger.Tenant.AgentKey);
        var there = shown.ToHashSet();
        Assert.Equal(shown.Count, there.Count);
        foreach (var entry in ledger.Entries)
        {
            entry.Require(there.Contains(entry) || entry.Asked is null, "It was acknowledged, and is gone");
            entry.Require(
                !there.Contains(entry) || entry.InDoubt.Count + entry.Acknowledged.Count > 0, "It was refused, and is there");
        }
    }

    /// <summary>What waits for a person stands in the list that the person looks at.</summary>
    private async Task CheckInboxAsync()
    {
        const string Person = "alice";
        var asked = ledger.Clock.Read();
        var shown = (await ListAsync("/v1/requests?status=pending&reviewer=me&limit=200", ledger.Tenant.Reviewers[Person])).ToHashSet();
        foreach (var entry in ledger.Entries.Where(e => e.Tool is LoadPolicy.Pair or LoadPolicy.Hasty))
        {
            var waits = entry.Newest is { IsPending: true } state
                && state.ExpiresAt > asked.Time.AddSeconds(10)
                && state.Reviews.All(r => r.Reviewer != Person);
            entry.Require(!waits || shown.Contains(entry), $"It waits for {Person}, who is not shown it");
        }
    }

    private async Task<List<LedgerEntry>> ListAsync(string path, string credential)
    {
        var shown = new List<LedgerEntry>();
        string? next = null;
        do
        {
            var asked = ledger.Clock.Read();
            var page = (await client.GetAsync(next is null ? path : $"{path}&after={next}", credential)).Expect(200);
            shown.AddRange(ledger.Show(page, asked));
            next = page.Has("next") ? page["next"] : null;
        }
        while (next is not null);
        return shown;
    }

    private async Task CheckAsync(LedgerEntry entry)
    {
        foreach (var doubt in entry.InDoubt)
        {
            await SettleAsync(entry, doubt);
        }

        if (entry.Asked is not { } asked)
        {
            return;
        }

        await AskAsync(entry, new Call.Look());
        ReceiptCheck.Check(entry, (await client.GetAsync($"/v1/receipts/{asked.Id}", entry.Tenant.AgentKey)).Expect(200).Json);
        if (entry.Acknowledged.Select(c => c.Call).OfType<Call.Claim>().FirstOrDefault() is { } claim)
        {
            await CheckPermitAsync(entry, claim);
        }
    }

    /// <summary>Asked again, every call is answered; and what is answered now is what came of it the first time.</summary>
    private async Task SettleAsync(LedgerEntry entry, CallMade doubt)
    {
        if (doubt.Call.CanBeAskedAgain(entry) && (entry.Asked is not null || doubt.Call is Call.Submit))
        {
            await AskAsync(entry, doubt.Call is Call.Submit ? new Call.Submit() : doubt.Call);
        }

        doubt.IsInDoubt = false;
    }

    private async Task CheckPermitAsync(LedgerEntry entry, Call.Claim claim)
    {
        if (claim.Key is not null)
        {
            var again = await AskAsync(entry, claim);
            entry.Require(again.Status == 200, $"{claim} was granted once and is refused now: {again.Text}");
        }

        var other = await AskAsync(entry, claim with { Key = "another" });
        entry.Require(other is { Status: 409, Code: "already_claimed" }, $"Another claim was answered with {other.Text}");
    }

    private async Task<Answer> AskAsync(LedgerEntry entry, Call call)
    {
        var answer = await entry.MakeAsync(client, call);
        entry.Require(answer is { Status: not 503 }, $"{call} is not answered by a server that is well: {answer?.Text}");
        return answer!;
    }

    /// <summary>With nothing in doubt, the record holds what was acknowledged, and nothing else.</summary>
    private static void CheckWhole(LedgerEntry entry)
    {
        if (entry.Newest is not { } state)
        {
            return;
        }

        entry.CheckBirth();
        var acknowledged = entry.Acknowledged.Select(c => c.Call).ToList();
        var reviews = acknowledged.OfType<Call.Review>().Select(r => (r.Reviewer, r.Verdict)).ToHashSet();
        entry.Require(
            reviews.SetEquals(state.Reviews.Select(r => (r.Reviewer, r.Verdict))),
            $"Its reviews are not those acknowledged ({string.Join(", ", reviews)}): {state}");
        entry.Require(
            acknowledged.OfType<Call.Cancel>().Any() == entry.IsCancelled, $"It is cancelled and was not, or was and is not: {state}");

        var claims = acknowledged.OfType<Call.Claim>().Select(c => (c.ByExecutor, c.Key)).ToHashSet();
        entry.Require(claims.Count <= 1, $"Two claims were granted: {string.Join(", ", claims)}");
        entry.Require(claims.Count == 0 || state.IsClaimed, $"A permit was handed out, of which it knows nothing: {state}");

        var reports = acknowledged.OfType<Call.Report>().ToHashSet();
        entry.Require(
            reports.Count <= 1 && (reports.Count == 1) == state.IsReported && reports.All(r => r.Outcome == state.Execution),
            $"Its result is not the one acknowledged ({string.Join(", ", reports)}): {state}");
    }
}
