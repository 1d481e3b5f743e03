using Approvals.Core.Json;

namespace Approvals.Core.Policies.Conditions;

/// <content>Comparing times.</content>
public abstract partial record Operator
{
    /// <summary><c>before</c>, <c>after</c>: an RFC 3339 time, the limit itself excluded.</summary>
    public sealed record Timed(bool Before, TimeReference Limit) : Operator
    {
        public override string Name => Before ? "before" : "after";

        public override string Needs => "text that is an RFC 3339 time";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Text
            ? fact.AskText((Before, Limit: Limit.TicksAt(now)), static (text, test) => Compare(text, test.Before, test.Limit))
            : Truth.Unknown;

        private static Truth Compare(ReadOnlySpan<char> text, bool before, long limit)
        {
            if (!Rfc3339.TryParse(text, out var ticks, out var isLater))
            {
                return Truth.Unknown;
            }

            return TruthLogic.Of(before ? ticks < limit : ticks > limit || (ticks == limit && isLater));
        }
    }
}
