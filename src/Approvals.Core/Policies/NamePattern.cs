namespace Approvals.Core.Policies;

/// <summary>
/// A name or a glob over names, of tools, agents or environments: <c>*</c> stands for any run of characters but
/// <c>.</c>, <c>**</c> for any run. Case-sensitive, and over the whole name.
/// </summary>
public sealed class NamePattern
{
    private readonly Glob _glob;

    /// <exception cref="ArgumentException">It is no pattern.</exception>
    public NamePattern(string text)
    {
        if (!ToolName.IsPattern(text))
        {
            throw new ArgumentException($"'{text}' names nothing: {Rule}.", nameof(text));
        }

        _glob = new Glob(text);
    }

    /// <summary>The rule in words, for errors.</summary>
    public static string Rule => $"{ToolName.Rule}; in a pattern, * is any run of characters but the dot and ** any run";

    /// <summary>Every name.</summary>
    public static NamePattern Any { get; } = new("**");

    public string Text => _glob.Text;

    /// <summary>Whether it is one name, without stars.</summary>
    public bool IsExact => _glob.IsExact;

    /// <summary>Whether it is <c>**</c>: every name.</summary>
    public bool IsAny => Text.Length >= 2 && Text.All(c => c == '*');

    /// <summary>What every name that it matches begins with.</summary>
    internal string Prefix => _glob.Prefix;

    /// <summary>What every name that it matches ends with.</summary>
    internal string Suffix => Text[(Text.LastIndexOf('*') + 1)..];

    public bool Matches(ReadOnlySpan<char> name) => _glob.Matches(name);

    /// <summary>Whether it certainly matches whatever the other matches.</summary>
    public bool Covers(NamePattern other) => _glob.Covers(other._glob);

    public override string ToString() => Text;
}
