using System.Globalization;
using System.Text.RegularExpressions;

namespace Approvals.HttpBench;

/// <summary>What wrk says of a round.</summary>
/// <param name="PerSecond">Calls answered a second.</param>
/// <param name="P99">Of a call, in milliseconds.</param>
/// <param name="FlowP99">Of a whole flow, where the round was of flows.</param>
internal sealed partial record Measurement(double PerSecond, double P99, double FlowP99)
{
    public static Measurement Read(string output)
    {
        var rate = Rate().Match(output);
        var latency = Latency().Match(output);
        if (!rate.Success || !latency.Success || output.Contains("Socket errors", StringComparison.Ordinal) || output.Contains("Non-2xx", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The round failed:\n{output}");
        }

        var scale = latency.Groups["unit"].Value switch { "us" => 0.001, "ms" => 1, _ => 1_000 };
        return new Measurement(
            Number(rate.Groups["rate"].Value),
            Number(latency.Groups["time"].Value) * scale,
            Flows().Match(output) is { Success: true } flows ? Number(flows.Groups["time"].Value) : 0);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"Flows 99%: (?<time>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Flows();

    [GeneratedRegex(@"99%\s+(?<time>[\d.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Latency();
}
