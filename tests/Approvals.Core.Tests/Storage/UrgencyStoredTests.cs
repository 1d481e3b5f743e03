using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Storage;

namespace Approvals.Core.Tests.Storage;

/// <summary>How urgent a request is and where people are asked is stored where a policy says it, in the same format.</summary>
public class UrgencyStoredTests
{
    private const string Golden = "Storage/Golden/request-record.v2.urgency.json";

    [Fact]
    public void UrgencyAndChannels_AreWrittenAsTheGoldenFile()
    {
        var record = Rich.RequestRecord;
        var evaluation = record.Request.Evaluation;
        var requirement = evaluation.Requirements[0];
        ChannelName[] channels = [new("email"), new("slack")];
        var urgent = record with
        {
            Request = record.Request with
            {
                Evaluation = evaluation with
                {
                    Urgency = Urgency.High,
                    Requirements =
                    [
                        requirement with
                        {
                            Channels = [.. channels],
                            Tiers = [requirement.Tiers[0] with { Channels = [new ChannelName("sms")] }],
                        },
                    ],
                },
            },
        };

        Assert.Equal(Text(GoldenFile.Read(Golden)), Text(urgent.ToJson()));
    }

    [Fact]
    public void GoldenRecord_LoadsWithNothingLost()
    {
        var golden = GoldenFile.Read(Golden);
        var loaded = RequestRecord.FromJson(golden);

        Assert.Equal(Urgency.High, loaded.Request.Evaluation.Urgency);
        Assert.Equal(Text(golden), Text(loaded.ToJson()));
    }

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);
}
