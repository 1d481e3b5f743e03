using System.Text.Json;

namespace Approvals.Web.Tests.Crashes;

/// <summary>Holds a receipt against the rules, by its own times and no other clock.</summary>
internal static class ReceiptCheck
{
    private static readonly string[] Order = ["asked", "reviewed", "decided", "claimed", "resolved"];

    public static void Check(LedgerEntry entry, JsonElement receipt)
    {
        var events = receipt.GetProperty("events").EnumerateArray().ToList();
        var words = events.ConvertAll(e => e.GetProperty("event").GetString()!);
        Require(words.SequenceEqual(words.Order(Comparer<string>.Create(static (a, b) => Place(a).CompareTo(Place(b))))), "Its events are out of order");
        Require(words.Where(w => w != "reviewed").Distinct(StringComparer.Ordinal).Count() == words.Count(w => w != "reviewed"), "Something happened twice");
        var times = events.ConvertAll(e => Time(e, "at")!.Value);
        Require(times.SequenceEqual(times.Order()), "Time went back");

        var reviews = events.Where(e => Word(e, "event") == "reviewed").ToList();
        var deadline = Time(events[0], "expiresAt");
        Require(reviews.TrueForAll(r => Time(r, "at") <= deadline), "A review came after the deadline");
        Require(reviews.DistinctBy(r => Word(r, "reviewer")).Count() == reviews.Count, "A person reviewed twice");
        var decided = events.Find(e => Word(e, "event") == "decided");
        if (decided.ValueKind == JsonValueKind.Object)
        {
            CheckDecision(decided, reviews, deadline);
        }

        Require(Word(receipt, "status") == (decided.ValueKind == JsonValueKind.Object ? Word(decided, "status") : "pending"), "Its status is not its decision");
        var claimed = events.Find(e => Word(e, "event") == "claimed");
        Require(
            claimed.ValueKind != JsonValueKind.Object
            || (Word(decided, "status") == "approved" && Time(claimed, "at") <= Time(decided, "lapsesAt")),
            "It was claimed without an approval, or after it lapsed");

        void CheckDecision(JsonElement decision, List<JsonElement> before, DateTimeOffset? until)
        {
            var (status, by, at) = (Word(decision, "status"), Word(decision, "by"), Time(decision, "at"));
            var approvals = before.Count(r => Word(r, "verdict") == "approve");
            var denials = before.Count - approvals;
            Require(
                (status, by) switch
                {
                    ("approved" or "denied", "policy") => before.Count == 0 && until is null,
                    ("approved", "people") => approvals >= LoadPolicy.ApprovalsFor(entry.Tool) && at <= until && at == Time(before[^1], "at"),
                    ("denied", "people") => denials >= LoadPolicy.DenialsFor(entry.Tool) && at <= until && at == Time(before[^1], "at"),
                    ("expired", "deadline") => at == until,
                    ("cancelled", "requester") => at <= until,
                    _ => false,
                },
                "Its decision does not follow from its reviews and its deadline");
        }

        void Require(bool holds, string otherwise) => entry.Require(holds, $"{otherwise}: {receipt}");
    }

    private static int Place(string word) => Array.IndexOf(Order, word);

    private static string? Word(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;
}
