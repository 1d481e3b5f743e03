using System.Text;
using Approvals.Channels.Slack;
using Approvals.Channels.Tests.Fixture;
using Approvals.Fakes.Slack;

namespace Approvals.Channels.Tests.Slack;

/// <summary>Calls as Slack's own framework verifies them.</summary>
public sealed class SlackLibraryTests
{
    private const string Body = "payload=%7B%22type%22%3A%22block_actions%22%2C%22text%22%3A%22%C3%A9+%E2%80%9E%22%7D";

    [Fact]
    public async Task WhatTheStandInSigns_IsGoodForTheFrameworkAndForUs_AndAnythingElseForNeither()
    {
        Assert.SkipUnless(ReferenceLibrary.IsInstalled, "Run 'npm ci' in tests/Approvals.Channels.Tests/Node.");
        var now = TimeProvider.System.GetUtcNow();
        foreach (var (at, body, isGood) in new[] { (now, Body, true), (now, Body + "+", false), (now.AddMinutes(-6), Body, false) })
        {
            var (timestamp, signature) = FakeSlack.Sign(Body, at);
            var (exitCode, _, error) = await ReferenceLibrary.VerifySlackAsync(FakeSlack.SigningSecret, timestamp, signature, body);

            Assert.True(isGood == (exitCode == 0), error);
            Assert.Equal(isGood, SlackSignature.IsValid(FakeSlack.SigningSecret, timestamp, signature, Encoding.UTF8.GetBytes(body), now));
        }
    }
}
