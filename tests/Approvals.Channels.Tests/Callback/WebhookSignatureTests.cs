using Approvals.Channels.Callback;

namespace Approvals.Channels.Tests.Callback;

public sealed class WebhookSignatureTests
{
    /// <summary>As in the tests of the specification's own libraries ("sign function works").</summary>
    [Fact]
    public void PublishedVector_IsSignedAsPublished()
    {
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
        var signature = WebhookSignature.Create(
            [secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330), """{"test": 2432232314}"""u8.ToArray());
        Assert.Equal("msg_p5jXN8AQM9LWM0D4loKWxJek", signature.Id);
        Assert.Equal("1614265330", signature.Timestamp);
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature.Signature);
    }

    [Fact]
    public void SecondsAreWhole_AndNotRounded()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1614265330) + TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1);
        var secret = WebhookSecret.Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;
        Assert.Equal("1614265330", WebhookSignature.Create([secret], "msg", at, "{}"u8.ToArray()).Timestamp);
    }
}
