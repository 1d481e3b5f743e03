namespace Approvals.Cluster.Tests.Faults;

/// <summary>A process whose clock is off, by Debian's package <c>faketime</c>; the monotonic clock stays as it is.</summary>
internal static class FakeClock
{
    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    public static bool IsPossible => OperatingSystem.IsLinux() && Library is not null;

    /// <summary>For the process's environment.</summary>
    /// <param name="off">As faketime reads it: <c>+30s</c>.</param>
    public static IEnumerable<KeyValuePair<string, string>> Off(string off) =>
    [
        new("LD_PRELOAD", Library!),
        new("FAKETIME", off),
        new("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        new("DONT_FAKE_MONOTONIC", "1"),
        new("FAKETIME_FORCE_MONOTONIC_FIX", "0"),
        new("NO_FAKE_STAT", "1"),
    ];
}
