using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Approvals.Web.Limits;

/// <summary>How much one caller may ask of the server. Bound from the configuration section <c>Approvals:Limits</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = ApprovalsWebOptions.Section + ":Limits";

    /// <summary>The most that any of these settings may be.</summary>
    public const int Most = 1_000_000;

    /// <summary>In bytes; each address has a smaller limit of its own.</summary>
    private const long LargestBody = 2 * 1024 * 1024;

    /// <summary>Calls a second, on average, by one key or one person; as many again may come at once. 0: as many as come.</summary>
    public int CallsPerSecondPerKey { get; set; } = 1_000;

    /// <summary>The same for all callers of one tenant together.</summary>
    public int CallsPerSecondPerTenant { get; set; } = 5_000;

    /// <summary>The most answers that are held at once for one key or one person.</summary>
    public int WaitsPerKey { get; set; } = 1_000;

    /// <summary>The most answers that are held at once for all.</summary>
    public int Waits { get; set; } = 20_000;

    /// <summary>The most connections at once.</summary>
    public int Connections { get; set; } = 50_000;

    /// <summary>The most that the headers of one call come to, in bytes; more is 431.</summary>
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>In how many seconds the headers of a call arrive whole; a client that is slower is let go of.</summary>
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>Slow clients are let go of by Kestrel's own times and rates; what it cannot know is here.</summary>
    public void ApplyTo(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestBody;
        kestrel.Limits.MaxConcurrentConnections = Connections;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(HeaderSeconds);
    }

    /// <summary>What is wrong with these settings, a sentence each.</summary>
    public IEnumerable<string> FindMistakes()
    {
        (string Name, int Value, int Least)[] settings =
        [
            (nameof(CallsPerSecondPerKey), CallsPerSecondPerKey, 0),
            (nameof(CallsPerSecondPerTenant), CallsPerSecondPerTenant, 0),
            (nameof(WaitsPerKey), WaitsPerKey, 1),
            (nameof(Waits), Waits, 1),
            (nameof(Connections), Connections, 1),
            (nameof(HeaderBytes), HeaderBytes, 4_096),
            (nameof(HeaderSeconds), HeaderSeconds, 1),
        ];
        return settings
            .Where(s => s.Value < s.Least || s.Value > Most)
            .Select(s => FormattableString.Invariant($"{Section}:{s.Name} is {s.Value}; it is a whole number from {s.Least} to {Most}."));
    }
}
