using System.Collections.Immutable;

namespace Approvals.Core.Policies.Indexing;

/// <summary>A rule's range of numbers, both ends included.</summary>
internal readonly record struct Interval(double Low, double High, int Rule);

/// <summary>
/// Finds the intervals that a number is in, in time logarithmic in their count and linear in those found (a centred
/// interval tree; Edelsbrunner, 1980).
/// </summary>
internal sealed class IntervalTree
{
    private readonly double _center;
    private readonly ImmutableArray<Interval> _byLow;
    private readonly ImmutableArray<Interval> _byHigh;
    private readonly IntervalTree? _below;
    private readonly IntervalTree? _above;

    private IntervalTree(ImmutableArray<Interval> intervals)
    {
        // The middle one of all ends that are numbers: half of the intervals at most are on either side of it.
        var ends = intervals.SelectMany(i => new[] { i.Low, i.High }).Where(double.IsFinite).Order().ToList();
        _center = ends.Count == 0 ? 0 : ends[ends.Count / 2];
        var here = intervals.Where(i => i.Low <= _center && i.High >= _center).ToList();
        _byLow = [.. here.OrderBy(i => i.Low)];
        _byHigh = [.. here.OrderByDescending(i => i.High)];
        _below = Of([.. intervals.Where(i => i.High < _center)]);
        _above = Of([.. intervals.Where(i => i.Low > _center)]);
    }

    /// <summary>Null where there is none; one whose ends are the wrong way round holds no number.</summary>
    public static IntervalTree? Of(ImmutableArray<Interval> intervals)
    {
        ImmutableArray<Interval> held = [.. intervals.Where(i => i.Low <= i.High)];
        return held.IsEmpty ? null : new IntervalTree(held);
    }

    public void Find(double number, ref Candidates candidates)
    {
        if (number <= _center)
        {
            foreach (var interval in _byLow)
            {
                if (interval.Low > number)
                {
                    break;
                }

                candidates.Add(interval.Rule);
            }
        }
        else
        {
            foreach (var interval in _byHigh)
            {
                if (interval.High < number)
                {
                    break;
                }

                candidates.Add(interval.Rule);
            }
        }

        (number < _center ? _below : number > _center ? _above : null)?.Find(number, ref candidates);
    }
}
