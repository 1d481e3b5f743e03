using System.Globalization;
using System.Threading.RateLimiting;
using Approvals.Web.Authentication;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Limits;

/// <summary>
/// How many calls a second a key and a tenant may make: a token bucket each, filled ten times a second. What is over
/// is refused at once, and nothing of it was done.
/// </summary>
internal sealed class CallRate(IOptions<LimitOptions> limits) : IConfigureOptions<RateLimiterOptions>
{
    /// <summary>A bucket holds what comes in so many seconds.</summary>
    private const int Burst = 2;

    private const int FillsPerSecond = 10;

    public void Configure(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            Limiter(static caller => caller.Credential, limits.Value.CallsPerSecondPerKey),
            Limiter(static caller => caller.Tenant.Value, limits.Value.CallsPerSecondPerTenant));
        options.OnRejected = static (context, _) => new ValueTask(RefuseAsync(context));
    }

    /// <summary>Who is nobody is refused elsewhere, and what is open to everybody is not counted.</summary>
    private static PartitionedRateLimiter<HttpContext> Limiter(Func<Caller, string> countedBy, int perSecond)
    {
        // One for all calls: most find their bucket there.
        Func<string, RateLimiter> newBucket = _ => Bucket(perSecond);
        return PartitionedRateLimiter.Create<HttpContext, string>(context => perSecond > 0 && Caller.Of(context.User) is { } caller
            ? RateLimitPartition.Get(countedBy(caller), newBucket)
            : RateLimitPartition.GetNoLimiter(""));
    }

    private static TokenBucketRateLimiter Bucket(int perSecond) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = Burst * perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / FillsPerSecond),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, perSecond / FillsPerSecond) / (double)perSecond),
        // The partitioned limiter fills all of its buckets.
        AutoReplenishment = false,
    });

    private static Task RefuseAsync(OnRejectedContext context)
    {
        var pause = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.HttpContext.Response.Headers.RetryAfter =
            Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ApiProblem.Of(
            ProblemCode.RateLimited, "These are more calls than your key or your tenant may make; nothing was done. Go on after Retry-After, more slowly.")
            .ExecuteAsync(context.HttpContext);
    }
}
