using System.Diagnostics;

namespace Approvals.Core.Telemetry;

/// <summary>Where the spans of this program come from.</summary>
public static class Tracing
{
    /// <summary>The source's name.</summary>
    public const string SourceName = "Approvals";

    public static ActivitySource Source { get; } = new(SourceName);
}
