namespace Approvals.Core.Policies.Patterns;

/// <summary>A regular expression is none that is taken; the message says why.</summary>
internal sealed class PatternException(string message) : Exception(message);
