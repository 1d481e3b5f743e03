namespace Approvals.Core.Policies;

/// <summary>
/// What names an environment. Rules and keys tell environments apart by their names, so what looks like another one is
/// no name.
/// </summary>
public static class EnvironmentName
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxLength = 128;

    /// <summary>The rule in words, for errors.</summary>
    public const string Rule = "1 to 128 visible characters, without white space and none of * ? , [ ] { }";

    public static bool IsValid(string text) => text.Length <= MaxLength && ToolName.IsValid(text);
}
