using System.Diagnostics;

namespace Approvals.Embedded;

/// <summary>Where the spans of the engine come from.</summary>
public static class Tracing
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "Approvals";

    public static ActivitySource Source { get; } = new(SourceName);
}
