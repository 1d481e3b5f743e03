using System.Threading.RateLimiting;
using Approvals.Web.Authentication;
using Approvals.Web.Problems;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Limits;

/// <summary>Counts the answers that are held, for each caller and for all, and refuses those that are too many.</summary>
internal sealed class HeldAnswers : IDisposable
{
    /// <summary>So many streams of all requests may one credential hold: each costs something at every change.</summary>
    public const int FeedsPerKey = 20;

    private readonly PartitionedRateLimiter<Caller> _places;
    private readonly PartitionedRateLimiter<Caller> _feeds;

    public HeldAnswers(IOptions<LimitOptions> limits)
    {
        var (each, all) = (limits.Value.WaitsPerKey, limits.Value.Waits);
        _places = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<Caller, string>(caller => Places(caller.Credential, each)),
            PartitionedRateLimiter.Create<Caller, string>(_ => Places("all", all)));
        _feeds = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<Caller, string>(caller => Places(caller.Credential, FeedsPerKey)), _places);
    }

    /// <summary>A place among those that wait, until it is disposed of.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public IDisposable Enter(Caller caller) => Enter(_places, caller);

    /// <summary>A place for a stream of all that happens, until it is disposed of.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public IDisposable EnterFeed(Caller caller) => Enter(_feeds, caller);

    private static RateLimitLease Enter(PartitionedRateLimiter<Caller> places, Caller caller)
    {
        var place = places.AttemptAcquire(caller);
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

    public void Dispose()
    {
        _feeds.Dispose();
        _places.Dispose();
    }

    private static RateLimitPartition<string> Places(string name, int count) =>
        RateLimitPartition.GetConcurrencyLimiter(name, _ => new ConcurrencyLimiterOptions { PermitLimit = count });
}
