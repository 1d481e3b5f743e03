using Approvals.Channels.Sms;
using Approvals.Channels.Tests.Fixture;
using Approvals.Fakes.Twilio;

namespace Approvals.Channels.Tests.Sms;

/// <summary>Calls as Twilio's own library signs them.</summary>
public sealed class TwilioLibraryTests
{
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["Body"] = "YES 482193 é„",
        ["From"] = "+15550100200",
        ["AccountSid"] = FakeTwilio.Account,
        ["Empty"] = "",
        ["MessageSid"] = "SM1",
        ["body"] = "small",
    };

    [Theory]
    [InlineData("https://approvals.example/v1/inbound/demo/sms")]
    [InlineData("https://approvals.example/v1/inbound/demo/sms?request=req_046EC2J72N4QCN5Y9960YMHQ4R")]
    [InlineData("http://127.0.0.1:8080/v1/inbound/demo/sms")]
    public async Task WhatTheLibrarySigns_IsGood_AndTheStandInSignsTheSame(string url)
    {
        Assert.SkipUnless(ReferenceLibrary.IsInstalled, "Run 'npm ci' in tests/Approvals.Channels.Tests/Node.");

        var signature = await ReferenceLibrary.SignAsTwilioAsync(FakeTwilio.Token, url, Parameters);

        Assert.True(TwilioSignature.IsValid(FakeTwilio.Token, signature, url, Parameters));
        Assert.Equal(signature, FakeTwilio.Sign(url, Parameters));
        Assert.False(TwilioSignature.IsValid(FakeTwilio.Token, signature, url + "&x=1", Parameters));
    }
}
