using System.Text.RegularExpressions;
using Approvals.Core.Policies.Conditions;
using FsCheck;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Policies;

/// <summary>Our engine for regular expressions, held against .NET's.</summary>
public class LinearPatternTests
{
    private static readonly string[] Atoms =
    [
        "a", "b", "B", "0", " ", "_", "-", ".", "[ab]", "[^a]", "[a-c0-9]", "[]a]", "[^]a]", "[a-]", "[\\w-]", "[^\\d\\s]", "[\\D]",
        "\\w", "\\W", "\\d", "\\D", "\\s", "\\S", "\\b", "\\B", "^", "$", "\\A", "\\z", "\\Z", "\\.", "\\n", "\\x61", "\\u0062",
        "\\p{L}", "\\P{Lu}", "\\p{Nd}", "(?i:aB)", "(?i:[a-c])", "(?i:[^b])", "{", "}", "{,2}", "\\{", "ä", "()", "(|a)",
    ];

    private static readonly string[] Times = ["*", "+", "?", "*?", "+?", "??", "{2}", "{0}", "{1,2}", "{0,1}?", "{2,}", "{0,}"];

    private static readonly string[] Letters = ["a", "b", "A", "B", "c", "0", "9", " ", "_", "-", ".", "\n", "{", "}", ",", "2", "]", "ä", "Ä"];

    private static Gen<string> Text => Gen.Elements(Letters).ArrayOf().Resize(8).Select(string.Concat);

    [Fact]
    public void EveryPattern_MatchesWhatDotNetSays() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(3_000).WithReplay(20260301, 1),
        Prop.ForAll(
            (from pattern in Pattern(3) from text in Text.ArrayOf(4) select (pattern, text)).ToArbitrary(),
            sample => AgreesWithDotNet(sample.pattern, sample.text)));

    [Theory]
    [InlineData("(a", "has a '(' without its ')', at character 2")]
    [InlineData("a)", "has a ')' without its '(', at character 1")]
    [InlineData("[a", "has a '[' without its ']'")]
    [InlineData("[b-a]", "has a range whose end is before its beginning")]
    [InlineData("[a-\\d]", "has a range that ends in a set")]
    [InlineData("[[:alpha:]]", "has a [:class:] of POSIX")]
    [InlineData("[a-z-[b]]", "has a set that is taken away from a set")]
    [InlineData("*a", "has '*' without anything before it to repeat")]
    [InlineData("a**", "has a repetition of a repetition")]
    [InlineData("a{2}{3", null)]
    [InlineData("a{3,2}", "has a repetition whose least is above its most")]
    [InlineData("a\\", "has a '\\' with nothing behind it")]
    [InlineData("[\\", "has a '\\' with nothing behind it")]
    [InlineData("\\q", "has an escape \\q that is not known")]
    [InlineData("\\xg0", "has an escape without its 2 hexadecimal digits")]
    [InlineData("\\u12", "has an escape without its 4 hexadecimal digits")]
    [InlineData("\\p{Greek}", "has \\p without a general category of Unicode")]
    [InlineData("\\1", "looks back at what was matched (\\1), which cannot be done in linear time")]
    [InlineData("(?<a>b)\\k<a>", "has a group of a kind that is not taken")]
    [InlineData("(?!a)", "has a group of a kind that is not taken")]
    [InlineData("(?m)a", "has a group of a kind that is not taken")]
    public void WhatIsNotTaken_IsToldWhy(string pattern, string? fragment)
    {
        var problem = LinearPattern.TryParse(pattern, out var read);

        Assert.Equal(fragment is null, read is not null);
        Assert.Contains(fragment ?? "", problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void GroupsWithoutEnd_AreRefused() =>
        Assert.Contains("groups over 50 levels deep", LinearPattern.TryParse(new string('(', 500) + new string(')', 500), out _), StringComparison.Ordinal);

    [Fact]
    public void AnyText_IsAPatternOrToldWhyNot() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(20260301, 1),
        Prop.ForAll(
            Gen.Elements("()[]{}?*+|^$.\\-:,<!=iabdpPLuxk09 \n\ud800".ToCharArray()).ArrayOf().Select(c => new string(c)).ToArbitrary(),
            text => LinearPattern.TryParse(text, out var pattern) is null == pattern is not null));

    private static bool AgreesWithDotNet(string pattern, string[] texts)
    {
        var problem = LinearPattern.TryParse(pattern, out var ours);
        Assert.Null(problem);
        var theirs = new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        return texts.All(text => ours!.Matches(text) == theirs.IsMatch(text));
    }

    private static Gen<string> Pattern(int depth) => depth == 0
        ? Gen.Elements(Atoms)
        : Gen.OneOf(
            Gen.Elements(Atoms),
            Pattern(depth - 1).ListOf(3).Select(string.Concat),
            Pattern(depth - 1).ListOf(2).Select(o => $"(?:{string.Join('|', o)})"),
            from part in Pattern(depth - 1) from times in Gen.Elements(Times) select $"({part}){times}",
            from part in Pattern(depth - 1) select $"(?i:{part})");
}
