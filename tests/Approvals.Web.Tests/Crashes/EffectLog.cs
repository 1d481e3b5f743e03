using System.Text.RegularExpressions;

namespace Approvals.Web.Tests.Crashes;

/// <summary>
/// What the server's log channel told over all its lives, as <see cref="StartupHook"/> wrote it down: an effect that was
/// carried out has its line, however the process ended.
/// </summary>
internal sealed partial class EffectLog(string path)
{
    private const int Asked = 3001;
    private const int Decided = 3002;
    private const int Unknown = 3003;
    private const int FaultOfTheProgram = 2001;

    /// <summary>An effect whose record could not be worked is put off for a minute.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(90);

    /// <summary>Waits until everything is told that must be, and holds the whole against the ledgers.</summary>
    public async Task CheckAsync(IReadOnlyList<Ledger> ledgers)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        using var limit = new CancellationTokenSource(LongestDelay);
        string[] missing;
        do
        {
            missing = Missing(ledgers);
        }
        while (missing.Length > 0 && !limit.IsCancellationRequested && await timer.WaitForNextTickAsync(CancellationToken.None));
        Assert.True(missing.Length == 0, $"{missing.Length} effects are lost: {string.Join("; ", missing.Take(10))}");
        CheckLines(ledgers);
    }

    /// <summary>The server did not fail by a fault of its own.</summary>
    public void CheckFaults() =>
        Assert.DoesNotContain(Read(), l => l.Event == FaultOfTheProgram);

    private string[] Missing(IReadOnlyList<Ledger> ledgers)
    {
        var told = Read().Where(l => l.Request is not null).Select(l => (l.Event, l.Request)).ToHashSet();
        return
        [
            .. from ledger in ledgers
               from entry in ledger.Entries
               from due in Due(entry)
               let request = $"{ledger.Tenant.Name}/{entry.Asked!.Id}"
               where !told.Contains((due, request))
               select $"{due} of {request} ({entry.Newest!.Status}, {entry.Newest.Execution})",
        ];
    }

    private static IEnumerable<int> Due(LedgerEntry entry)
    {
        if (entry.Newest is { ExpiresAt: not null } state)
        {
            yield return Asked;
            if (!state.IsPending)
            {
                yield return Decided;
            }
        }

        if (entry.Newest is { IsUnknown: true })
        {
            yield return Unknown;
        }
    }

    private void CheckLines(IReadOnlyList<Ledger> ledgers)
    {
        var entries = (
            from ledger in ledgers
            from entry in ledger.Entries
            where entry.Asked is not null
            select (Request: $"{ledger.Tenant.Name}/{entry.Asked!.Id}", entry)).ToDictionary(e => e.Request, e => e.entry, StringComparer.Ordinal);
        foreach (var lines in Read().Where(l => l.Request is not null).GroupBy(l => l.Request!, StringComparer.Ordinal))
        {
            Assert.True(entries.TryGetValue(lines.Key, out var entry), $"{lines.Key} was told of, and nobody asked it.");
            entry.Require(lines.First().Event == Asked || entry.Newest!.ExpiresAt is null, "Something else was told before it was asked");
            var decisions = lines.Where(l => l.Event == Decided).Select(l => l.Message).Distinct(StringComparer.Ordinal).ToList();
            entry.Require(decisions.Count <= 1, $"Two decisions were told: {string.Join("; ", decisions)}");
            entry.Require(
                lines.GroupBy(l => l.Event).All(l => l.Key is not (Asked or Decided or Unknown) || l.DistinctBy(EffectOf).Count() == 1),
                "An effect was told again under another id");
            entry.Require(
                decisions.TrueForAll(d => d.Contains($": {entry.Newest!.Status} by ", StringComparison.OrdinalIgnoreCase)),
                $"Another decision was told: {string.Join("; ", decisions)}");
        }
    }

    private List<Line> Read() => !File.Exists(path) ? [] : [.. File.ReadLines(path).Select(Parse)];

    private static Line Parse(string line)
    {
        var parts = line.Split('\t', 3);
        var isOfChannel = parts[1].EndsWith("LogChannel", StringComparison.Ordinal);
        return new Line(
            int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            isOfChannel ? RequestOf().Match(parts[2]).Value : null,
            parts[2]);
    }

    private static string EffectOf(Line line) => line.Message[line.Message.LastIndexOf('[')..];

    [GeneratedRegex(@"^[^/ ]+/req_\w+", RegexOptions.None, 1_000)]
    private static partial Regex RequestOf();

    private sealed record Line(int Event, string? Request, string Message);
}
