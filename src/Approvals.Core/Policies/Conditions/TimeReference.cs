namespace Approvals.Core.Policies.Conditions;

/// <summary>A time that a policy compares with.</summary>
public abstract record TimeReference
{
    private TimeReference()
    {
    }

    /// <summary>In ticks of UTC; where the calendar ends before it, its end.</summary>
    public abstract long TicksAt(DateTimeOffset now);

    /// <summary>A point in time.</summary>
    public sealed record Fixed(DateTimeOffset Time) : TimeReference
    {
        public override long TicksAt(DateTimeOffset now) => Time.UtcTicks;
    }

    /// <summary>So long after the time of evaluation, or, where it is negative, before.</summary>
    public sealed record Relative(TimeSpan Offset) : TimeReference
    {
        public override long TicksAt(DateTimeOffset now) =>
            Math.Clamp(now.UtcTicks + Offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
    }
}
