using Approvals.Conformance.Model.Stories;

namespace Approvals.Conformance.Model.Prediction;

/// <content>What comes of an approved action.</content>
internal sealed partial class LifecycleModel
{
    public Told Claim(Move.Claim claim, DateTimeOffset now) => Command(claim.Key, now, (request, time) =>
    {
        var refusal = RefusalOf(claim, request, time);
        if (refusal?.StartsWith("ApprovalLapsed", StringComparison.Ordinal) is true && request.UpdatedAt <= request.LapsesAt)
        {
            // What lapsed has lapsed, however the clock is set after that.
            return (request with { UpdatedAt = time }, refusal, []);
        }

        if (refusal is not null || request.Permit is not null)
        {
            return (request, refusal ?? $"Granted {request}", []);
        }

        var ends = time + claim.Lease;
        var claimed = request with
        {
            Permit = new Permit(
                ExecutorOf(claim, request),
                NameOf(claim.By, request),
                claim.Operation,
                time,
                UpToTheSecond(ends)),
            UpdatedAt = time,
        };
        return (claimed, $"Granted {claimed}", []);
    });

    public Told Report(Move.Report report, DateTimeOffset now) => Command(report.Key, now, (request, time) =>
    {
        if (report.By == Party.OtherAgent)
        {
            return (request, "NotFound", []);
        }

        if (request.Permit is not { } permit)
        {
            return (request, "NotClaimed", []);
        }

        var result = new Result(report.Succeeded, report.WithDetail, NameOf(report.By, request), Reason: null);
        return result.By != permit.ClaimedBy && result.By != permit.Executor
            ? (request, "NotTheExecutor", [])
            : Settle(request, result, time);
    });

    public Told Resolve(Move.Resolve resolve, DateTimeOffset now) => Command(resolve.Key, now, (request, time) =>
    {
        if (!Directory.IsAdmin(resolve.Who))
        {
            return (request, "NotAnAdmin", []);
        }

        return request.Result is null && request.Execution != "unknown"
            ? (request, $"NotUnknown {request.Execution}", [])
            : Settle(request, new Result(resolve.Succeeded, WithDetail: false, resolve.Who ?? "key", resolve.Reason), time);
    });

    /// <summary>The first that is said of it stands.</summary>
    private static (ModelRequest Request, string Outcome, IReadOnlyList<string> Effects) Settle(ModelRequest request, Result result, DateTimeOffset time)
    {
        if (request.Result is { } first)
        {
            return (request, first == result ? $"Repeated {request}" : $"AlreadyReported {first}", []);
        }

        var settled = request with { Result = result, UpdatedAt = time };
        return (settled, $"Recorded {settled}", []);
    }

    private string? RefusalOf(Move.Claim claim, ModelRequest request, DateTimeOffset time)
    {
        var byExecutor = claim.By is Party.Bank or Party.Shop;
        if (claim.By == Party.OtherAgent)
        {
            return "NotFound";
        }

        if (byExecutor && ExecutorOf(claim, request) != NameOf(claim.By, request))
        {
            return "ForAnotherExecutor";
        }

        if (claim.WrongDigest)
        {
            // To an executor that does not know what was asked, there is nothing to see.
            return byExecutor ? "NotFound" : "DigestMismatch";
        }

        if (request.Permit is { } permit)
        {
            var same = claim.Operation is not null && claim.Operation == permit.Operation
                && permit.ClaimedBy == NameOf(claim.By, request) && permit.Executor == ExecutorOf(claim, request);
            return same ? null : $"AlreadyClaimed {permit}";
        }

        if (request.Ending is not { Status: "approved" })
        {
            return $"NotApproved {request.Ending?.ToString() ?? "pending"}";
        }

        if (time > request.LapsesAt)
        {
            return $"ApprovalLapsed {request.LapsesAt:O}";
        }

        var executor = ExecutorOf(claim, request);
        return Directory.Executors.IsEmpty || executor == NameOf(claim.By, request) || Directory.Executors.Contains(executor)
            ? null
            : $"UnknownExecutor {executor}";
    }

    private static string ExecutorOf(Move.Claim claim, ModelRequest request) => claim.Executor ?? NameOf(claim.By, request);

    private static string NameOf(Party party, ModelRequest request) => party switch
    {
        Party.Agent => request.Agent,
        Party.OtherAgent => request.Agent == Scene.Payer ? Scene.Browser : Scene.Payer,
        Party.Bank => "bank",
        _ => "shop",
    };

    private static DateTimeOffset UpToTheSecond(DateTimeOffset time)
    {
        var second = new DateTimeOffset(time.Year, time.Month, time.Day, time.Hour, time.Minute, time.Second, TimeSpan.Zero);
        return second == time ? second : second.AddSeconds(1);
    }
}
