using System.Collections.Immutable;

namespace Approvals.Core.Policies.Conditions;

/// <content>Looking at text.</content>
public abstract partial record Operator
{
    /// <summary><c>startsWith</c>, <c>endsWith</c>: text, ordinally.</summary>
    public sealed record Affix(string Text, bool AtEnd) : Operator
    {
        public override string Name => AtEnd ? "endsWith" : "startsWith";

        public override string Needs => "text";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Text
            ? TruthLogic.Of(fact.AskText(this, static (text, affix) => affix.AtEnd
                ? text.EndsWith(affix.Text, StringComparison.Ordinal)
                : text.StartsWith(affix.Text, StringComparison.Ordinal)))
            : Truth.Unknown;
    }

    /// <summary><c>glob</c>: the whole text, stars as in a tool's name.</summary>
    public sealed record Globbed : Operator
    {
        private readonly Glob _glob;

        /// <param name="pattern">At most 256 characters.</param>
        public Globbed(string pattern) => _glob = new Glob(pattern);

        public string Pattern => _glob.Text;

        public override string Name => "glob";

        public override string Needs => "text";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Text
            ? TruthLogic.Of(fact.AskText(_glob, static (text, glob) => glob.Matches(text)))
            : Truth.Unknown;
    }

    /// <summary><c>matches</c>: the whole text, by a regular expression that takes linear time.</summary>
    public sealed record Matches(LinearPattern Pattern) : Operator
    {
        public override string Name => "matches";

        public override string Needs => "text that is not too long for the pattern, and without characters beyond U+FFFF";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Text
            ? fact.AskText(Pattern, static (text, pattern) => pattern.CanTell(text) ? TruthLogic.Of(pattern.Matches(text)) : Truth.Unknown)
            : Truth.Unknown;
    }

    /// <summary><c>cidr</c>: whether an IP address, as text, is in one of these networks.</summary>
    public sealed record InNetwork(ImmutableArray<IpNetwork> Networks) : Operator
    {
        public override string Name => "cidr";

        public override string Needs => "text that is an IP address";

        public override Truth Evaluate(in Fact fact, DateTimeOffset now) => fact.Kind == FactKind.Text
            ? fact.AskText(Networks, static (text, networks) => Find(text, networks))
            : Truth.Unknown;

        private static Truth Find(ReadOnlySpan<char> text, ImmutableArray<IpNetwork> networks)
        {
            if (!IpAddress.TryParse(text, out var address))
            {
                return Truth.Unknown;
            }

            foreach (var network in networks)
            {
                if (network.Contains(address))
                {
                    return Truth.True;
                }
            }

            return Truth.False;
        }
    }
}
