using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;
using Approvals.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Approvals.Bench;

/// <summary>The engine in this process, with deadlines and outbox running; its channel only counts.</summary>
internal sealed class BenchEngine : IChannel, IPermitSigner, IAsyncDisposable
{
    private static readonly Task<DeliveryResult> Done = Task.FromResult<DeliveryResult>(new DeliveryResult.Done());

    private readonly EmbeddedEngine _engine;
    private readonly Lock _lock = new();
    private long _delivered;
    private long _awaited = long.MaxValue;
    private TaskCompletionSource _reached = new();

    public BenchEngine(string file, TimeProvider? time = null) => _engine = EmbeddedEngine.Open(
        new EmbeddedOptions { Path = file, QueueLength = 100_000 }, this, time ?? TimeProvider.System, NullLogger<EmbeddedEngine>.Instance);

    public static async Task<BenchEngine> NewAsync(string file)
    {
        var engine = new BenchEngine(file);
        Expect<TenantOutcome.Stored>(await engine._engine.Tenants.CreateAsync(Work.Tenant, Work.Directory, default));
        Expect<PublishOutcome.Published>(await engine._engine.Policies.PublishAsync(
            Work.Tenant, new Publication(new PolicyName("payments"), Work.Policy, IfVersion: null, By: "bench"), default));
        engine.Start();
        return engine;
    }

    public void Start() => _engine.Start(this);

    public async Task SubmitAsync(Submission submission) =>
        Expect<SubmitOutcome.Created>(await _engine.Requests.SubmitAsync(submission, default));

    public async Task ReviewAsync(Submission submission, ReviewerId reviewer) => Expect<ReviewOutcome.Recorded>(
        await _engine.Requests.ReviewAsync(
            Work.Tenant, submission.Id, reviewer, new ReviewInput(Verdict.Approve, "Checked", submission.Action.Digest, "bench", Proof.Account), default));

    /// <summary>Asked, approved by two, claimed and reported.</summary>
    public async Task FlowAsync(Submission submission)
    {
        await SubmitAsync(submission);
        await ReviewAsync(submission, Work.Alice);
        await ReviewAsync(submission, Work.Bob);
        var agent = new Claimant.Agent(Work.Agent);
        var claim = new ClaimCommand(agent, submission.Action.Digest, Executor: null, ClaimCommand.StandardLease, OperationKey: "bench");
        Expect<ClaimOutcome.Granted>((await _engine.Requests.ClaimAsync(Work.Tenant, submission.Id, claim, default)).Outcome);
        var report = new ReportCommand(agent, ReportedOutcome.Succeeded, Detail: null);
        Expect<ReportOutcome.Recorded>(await _engine.Requests.ReportAsync(Work.Tenant, submission.Id, report, default));
    }

    /// <summary>How large a stored request is.</summary>
    public async Task<int> SizeAsync(Submission submission) => new RequestRecord
    {
        Request = (await _engine.Requests.FindAsync(Work.Tenant, submission.Id, default))!,
    }.ToJson().Length;

    /// <summary>Waits until so many effects more than before the last wait were delivered.</summary>
    public Task DeliveredAsync(int more)
    {
        lock (_lock)
        {
            _awaited = (_awaited == long.MaxValue ? 0 : _awaited) + more;
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _delivered >= _awaited ? Task.CompletedTask : _reached.Task;
        }
    }

    Task<DeliveryResult> IChannel.DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (++_delivered == _awaited)
            {
                _reached.TrySetResult();
            }
        }

        return Done;
    }

    string IPermitSigner.Sign(ApprovalRequest claimed) => claimed.Id.Value;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static void Expect<T>(object outcome)
    {
        if (outcome is not T)
        {
            throw new InvalidOperationException($"Expected {typeof(T).Name} and got {outcome}.");
        }
    }
}
