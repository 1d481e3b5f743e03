using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>A call about one request, which can be made again word for word.</summary>
internal abstract record Call
{
    private const string WrongDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private Call()
    {
    }

    /// <summary>The refusals that it may meet.</summary>
    public abstract IReadOnlyList<string> Refusals { get; }

    /// <summary>Whether it changes something where it is not refused.</summary>
    public virtual bool Changes => true;

    /// <summary>Whether making it again tells what came of it the first time.</summary>
    public virtual bool CanBeAskedAgain(LedgerEntry entry) => Changes;

    public abstract Task<Answer> SendAsync(ApiClient client, LedgerEntry entry);

    /// <summary>Its name and what it says.</summary>
    public abstract override string ToString();

    /// <summary>The agent asks.</summary>
    /// <param name="Wait">For how many seconds it waits for the decision.</param>
    /// <param name="IsOther">Whether it sends another body under the key that the request has.</param>
    public sealed record Submit(int Wait = 0, bool IsOther = false) : Call
    {
        public override IReadOnlyList<string> Refusals => IsOther ? ["idempotency_mismatch"] : ["too_many_pending"];

        public override bool Changes => !IsOther;

        public override bool CanBeAskedAgain(LedgerEntry entry) => Changes && entry.Key is not null;

        public override string ToString() => $"Submit{(IsOther ? " another body" : "")}";

        public override Task<Answer> SendAsync(ApiClient client, LedgerEntry entry) => client.PostAsync(
            Wait > 0 ? $"/v1/actions?wait={Wait}" : "/v1/actions", entry.Tenant.AgentKey, entry.Body(IsOther), entry.Key);
    }

    /// <summary>A person reviews.</summary>
    public sealed record Review(string Reviewer, string Verdict, bool IsWrong = false) : Call
    {
        public override IReadOnlyList<string> Refusals { get; } =
        [
            "already_decided", "already_reviewed", "expired", "not_yet_asked", "not_a_reviewer", .. IsWrong ? (string[])["digest_mismatch"] : [],
        ];

        public override bool Changes => !IsWrong && Reviewer != LoadTenant.Outsider;

        public override string ToString() => $"{Reviewer} says {Verdict}{(IsWrong ? " to another digest" : "")}";

        public override Task<Answer> SendAsync(ApiClient client, LedgerEntry entry) => client.PostAsync(
            $"/v1/requests/{entry.Asked!.Id}/reviews",
            entry.Tenant.Reviewers[Reviewer],
            new { verdict = Verdict, comment = $"{Reviewer} says {Verdict}", digest = IsWrong ? WrongDigest : entry.Asked.Digest });
    }

    /// <summary>The agent takes back what it asked.</summary>
    public sealed record Cancel : Call
    {
        public override IReadOnlyList<string> Refusals => ["already_decided"];

        public override string ToString() => "Cancel";

        public override Task<Answer> SendAsync(ApiClient client, LedgerEntry entry) =>
            client.PostAsync($"/v1/requests/{entry.Asked!.Id}/cancel", entry.Tenant.AgentKey, "");
    }

    /// <summary>The agent claims for the executor, or the executor for itself.</summary>
    public sealed record Claim(bool ByExecutor, string? Key, string Lease = "5m", bool IsWrong = false) : Call
    {
        public override IReadOnlyList<string> Refusals { get; } =
        [
            "not_approved", "already_claimed", "approval_lapsed", .. IsWrong ? [ByExecutor ? "not_found" : "digest_mismatch"] : (string[])[],
        ];

        public override bool Changes => !IsWrong;

        public override string ToString() => $"The {(ByExecutor ? "executor" : "agent")} claims with {Key ?? "no key"}{(IsWrong ? " another digest" : "")}";

        public override Task<Answer> SendAsync(ApiClient client, LedgerEntry entry) => client.PostAsync(
            $"/v1/requests/{entry.Asked!.Id}/claim",
            ByExecutor ? entry.Tenant.ExecutorKey : entry.Tenant.AgentKey,
            new { digest = IsWrong ? WrongDigest : entry.Asked.Digest, executor = LoadTenant.Executor, lease = Lease },
            Key);
    }

    /// <summary>The agent or the executor says what came of it.</summary>
    public sealed record Report(bool ByExecutor, string Outcome) : Call
    {
        public override IReadOnlyList<string> Refusals => ["not_claimed", "already_reported", "not_the_executor"];

        public override string ToString() => $"The {(ByExecutor ? "executor" : "agent")} reports {Outcome}";

        public override Task<Answer> SendAsync(ApiClient client, LedgerEntry entry) => client.PostAsync(
            $"/v1/requests/{entry.Asked!.Id}/result",
            ByExecutor ? entry.Tenant.ExecutorKey : entry.Tenant.AgentKey,
            new { outcome = Outcome });
    }

    /// <summary>The agent looks at it.</summary>
    /// <param name="Wait">For how many seconds it waits for the decision.</param>
    public sealed record Look(int Wait = 0) : Call
    {
        public override IReadOnlyList<string> Refusals => [];

        public override bool Changes => false;

        public override string ToString() => "Look";

        public override Task<Answer> SendAsync(ApiClient client, LedgerEntry entry) => client.GetAsync(
            $"/v1/requests/{entry.Asked!.Id}{(Wait > 0 ? $"?wait={Wait}" : "")}", entry.Tenant.AgentKey);
    }
}
