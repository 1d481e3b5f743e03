using System.Text;
using System.Text.Json.Nodes;
using Approvals.Core.Storage;

namespace Approvals.Core.Tests.Storage;

public class StoredFormatTests
{
    private const string RequestGolden = "Storage/Golden/request-record.v4.json";
    private const string TenantGolden = "Storage/Golden/tenant-record.v5.json";

    /// <summary>Edits of a sound request record that make it another's, or nobody's.</summary>
    private static readonly Dictionary<string, Action<JsonObject>> Edits = new(StringComparer.Ordinal)
    {
        ["format 5"] = r => r["format"] = 5,
        ["format 0"] = r => r["format"] = 0,
        ["format as text"] = r => r["format"] = "1",
        ["no format"] = r => r.Remove("format"),
        ["unknown member"] = r => r["extra"] = 1,
        ["unknown member within"] = r => r["request"]!["extra"] = 1,
        ["unknown member deep within"] = r => r["request"]!["evaluation"]!["rules"]![0]!["extra"] = 1,
        ["no request"] = r => r.Remove("request"),
        ["null request"] = r => r["request"] = null,
        ["null tenant"] = r => r["request"]!["tenant"] = null,
        ["null reviews"] = r => r["request"]!["reviews"] = null,
        ["null effect"] = r => r["outbox"]![0]!["effect"] = null,
        ["no version"] = r => r["request"]!.AsObject().Remove("version"),
        ["version as text"] = r => r["request"]!["version"] = "5",
        ["wrong id"] = r => r["request"]!["id"] = "req_1",
        ["id as number"] = r => r["request"]!["id"] = 1,
        ["wrong agent"] = r => r["request"]!["agent"] = "not a name",
        ["wrong digest"] = r => r["request"]!["action"]!["digest"] = "sha256:00",
        ["inexact number"] = r => r["request"]!["action"]!["args"] = JsonNode.Parse("""{"n":9007199254740993}"""),
        ["unknown status"] = r => r["request"]!["decision"]!["status"] = "maybe",
        ["unknown verdict"] = r => r["request"]!["reviews"]![0]!["verdict"] = "abstain",
        ["unknown kind of effect"] = r => r["outbox"]![0]!["effect"]!["$type"] = "dance",
        ["no kind of claimant"] = r => r["request"]!["claim"]!["claimedBy"]!.AsObject().Remove("$type"),
        ["wrong time"] = r => r["request"]!["createdAt"] = "yesterday",
        ["wrong duration"] = r => r["request"]!["evaluation"]!["timeout"] = "15m",
    };

    public static TheoryData<string> Damages => [.. Edits.Keys];

    [Fact]
    public void TodaysRequestRecord_IsWrittenAsTheGoldenFile() =>
        Assert.Equal(Text(GoldenFile.Read(RequestGolden)), Text(Rich.RequestRecord.ToJson()));

    [Fact]
    public void TodaysTenantRecord_IsWrittenAsTheGoldenFile() =>
        Assert.Equal(Text(GoldenFile.Read(TenantGolden)), Text(Rich.TenantRecord.ToJson()));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void GoldenRequestRecord_LoadsWithNothingLost(int format)
    {
        var golden = GoldenFile.Read($"Storage/Golden/request-record.v{format}.json");

        Assert.Equal(AsOfToday(golden, format, RequestRecord.CurrentFormat), Text(RequestRecord.FromJson(golden).ToJson()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void GoldenTenantRecord_LoadsWithNothingLost(int format)
    {
        var golden = GoldenFile.Read($"Storage/Golden/tenant-record.v{format}.json");

        Assert.Equal(AsOfToday(golden, format, TenantRecord.CurrentFormat), Text(TenantRecord.FromJson(golden).ToJson()));
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void DamagedRequestRecord_IsRefused(string damage)
    {
        var record = JsonNode.Parse(GoldenFile.Read(RequestGolden))!.AsObject();
        Edits[damage](record);

        Assert.Throws<StoredFormatException>(() => RequestRecord.FromJson(Encoding.UTF8.GetBytes(record.ToJsonString())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"format":1}""")]
    [InlineData("""{"format":1,"request":""")]
    [InlineData("""{"format":1e9,"request":{}}""")]
    [InlineData("""{"format":1,"format":1,"request":{}}""")]
    public void WhatIsNoRecord_IsRefused(string json)
    {
        Assert.Throws<StoredFormatException>(() => RequestRecord.FromJson(Encoding.UTF8.GetBytes(json)));
        Assert.Throws<StoredFormatException>(() => TenantRecord.FromJson(Encoding.UTF8.GetBytes(json)));
    }

    [Fact]
    public void RecordCutShortAnywhere_IsRefused()
    {
        var golden = GoldenFile.Read(RequestGolden);

        Assert.All(Enumerable.Range(0, golden.Length), length =>
            Assert.Throws<StoredFormatException>(() => RequestRecord.FromJson(golden.AsSpan(0, length))));
    }

    [Fact]
    public void NewerFormat_IsNamed() =>
        Assert.Contains("has format 6; this version reads 1 to 5", Assert.Throws<StoredFormatException>(
            () => TenantRecord.FromJson("""{"format":6,"tenant":{}}"""u8)).Message, StringComparison.Ordinal);

    /// <summary>Whatever is written has today's format.</summary>
    private static string AsOfToday(byte[] golden, int format, int today) =>
        Text(golden).Replace($"{{\"format\":{format},", $"{{\"format\":{today},", StringComparison.Ordinal);

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
