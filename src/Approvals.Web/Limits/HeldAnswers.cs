using System.Threading.RateLimiting;
using Approvals.Web.Authentication;
using Approvals.Web.Problems;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Limits;

/// <summary>Counts the answers that are held, for each caller and for all, and refuses those that are too many.</summary>
internal sealed class HeldAnswers : IDisposable
{
    private readonly PartitionedRateLimiter<Caller> _places;

    public HeldAnswers(IOptions<LimitOptions> limits)
    {
        var (each, all) = (limits.Value.WaitsPerKey, limits.Value.Waits);
        _places = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<Caller, string>(caller => Places(caller.Credential, each)),
            PartitionedRateLimiter.Create<Caller, string>(_ => Places("all", all)));
    }

    /// <summary>A place among those that wait, until it is disposed of.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public IDisposable Enter(Caller caller)
    {
        var place = _places.AttemptAcquire(caller);
        if (place.IsAcquired)
        {
            return place;
        }

        place.Dispose();
        throw new RefusedException(
            ProblemCode.TooManyWaits, "As many answers are held as may be; nothing was done. Ask without 'wait', or again after Retry-After.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
    }

    public void Dispose() => _places.Dispose();

    private static RateLimitPartition<string> Places(string name, int count) =>
        RateLimitPartition.GetConcurrencyLimiter(name, _ => new ConcurrencyLimiterOptions { PermitLimit = count });
}
