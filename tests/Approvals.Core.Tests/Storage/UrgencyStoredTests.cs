using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Storage;

namespace Approvals.Core.Tests.Storage;

/// <summary>How urgent a request is and where people are asked is stored where a policy says it, in the same format.</summary>
public class UrgencyStoredTests
{
    private const string Golden = "Storage/Golden/request-record.v4.urgency.json";

    internal static RequestRecord Urgent
    {
        get
        {
            var record = Rich.RequestRecord;
            var evaluation = record.Request.Evaluation;
            var requirement = evaluation.Requirements[0] with
            {
                Channels = [new ChannelName("email"), new ChannelName("slack")],
                Tiers = [evaluation.Requirements[0].Tiers[0] with { Channels = [new ChannelName("sms")] }],
            };
            return record with
            {
                Request = record.Request with { Evaluation = evaluation with { Urgency = Urgency.High, Requirements = [requirement] } },
            };
        }
    }

    [Fact]
    public void UrgencyAndChannels_AreWrittenAsTheGoldenFile() => Assert.Equal(Text(GoldenFile.Read(Golden)), Text(Urgent.ToJson()));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void GoldenRecord_LoadsWithNothingLost(int format)
    {
        var golden = GoldenFile.Read($"Storage/Golden/request-record.v{format}.urgency.json");
        var loaded = RequestRecord.FromJson(golden);

        Assert.Equal(Urgency.High, loaded.Request.Evaluation.Urgency);
        Assert.Equal(Text(golden).Replace($"{{\"format\":{format},", "{\"format\":4,", StringComparison.Ordinal), Text(loaded.ToJson()));
    }

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
