using Approvals.Channels.Slack;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Identifiers;

namespace Approvals.Channels.Tests.Slack;

/// <summary>The example of Slack's documentation ("Verifying requests from Slack"), and what is not quite it.</summary>
public sealed class SlackSignatureTests
{
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static readonly DateTimeOffset At = DateTimeOffset.FromUnixTimeSeconds(1531420618);

    private static ReadOnlySpan<byte> Body =>
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"u8;

    [Fact]
    public void DocumentedExample_IsValid() => Assert.True(SlackSignature.IsValid(Secret, Timestamp, Signature, Body, At));

    [Theory]
    [InlineData(300, true)]
    [InlineData(301, false)]
    [InlineData(-300, true)]
    [InlineData(-301, false)]
    public void Call_IsGoodForFiveMinutes(int seconds, bool isGood) =>
        Assert.Equal(isGood, SlackSignature.IsValid(Secret, Timestamp, Signature, Body, At.AddSeconds(seconds)));

    [Theory]
    [InlineData("another", Timestamp, Signature)]
    [InlineData(Secret, "1531420619", Signature)]
    [InlineData(Secret, null, Signature)]
    [InlineData(Secret, "+1531420618", Signature)]
    [InlineData(Secret, Timestamp, null)]
    [InlineData(Secret, Timestamp, "")]
    [InlineData(Secret, Timestamp, "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503")]
    [InlineData(Secret, Timestamp, "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")]
    public void AnythingElse_IsNot(string secret, string? timestamp, string? signature) =>
        Assert.False(SlackSignature.IsValid(secret, timestamp, signature, Body, At));

    [Fact]
    public void Call_IsTakenOnceWhileItIsGood()
    {
        var time = new ManualTime();
        var seen = new SeenCalls(time);

        Assert.True(Take("one"));
        Assert.False(Take("one"));
        Assert.True(Take("two"));
        Assert.True(Take("one", "other"));
        time.Advance(SlackSignature.Window + TimeSpan.FromSeconds(1));
        Assert.True(Take("one"));

        bool Take(string name, string channel = "slack") => seen.TryTake(Some.Tenant, new ChannelName(channel), name, SlackSignature.Window);
    }

    [Fact]
    public void ChannelThatIsFull_KeepsNoOtherOut()
    {
        var seen = new SeenCalls(new ManualTime());
        var taken = Enumerable.Range(0, 20_000).Count(i => seen.TryTake(Some.Tenant, new ChannelName("slack"), $"{i}", SlackSignature.Window));

        Assert.Equal(10_000, taken);
        Assert.True(seen.TryTake(Some.Tenant, new ChannelName("sms"), "1", SlackSignature.Window));
        Assert.True(seen.TryTake(new TenantId("other"), new ChannelName("slack"), "1", SlackSignature.Window));
    }
}
