using System.Globalization;
using Approvals.Channels.Email;
using Approvals.Channels.Tests.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Channels.Tests.Email;

/// <summary>The daily mail.</summary>
public sealed class DigestTextTests
{
    private static readonly Uri Link = new("https://approvals.example.com/a/token");

    [Fact]
    public void One_IsOne() => Assert.Equal("1 request waits for you", Of(1).Subject);

    [Fact]
    public void WhatEndsFirst_IsFirst()
    {
        var text = Of(3).ToPlainText();

        Assert.Contains("3 requests wait for you. None of them is urgent", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split("Look and decide: https://approvals.example.com/a/token").Length - 1);
        Assert.True(text.IndexOf("2026-03-14 09:06", StringComparison.Ordinal) < text.IndexOf("2026-03-14 09:08", StringComparison.Ordinal), text);
    }

    [Fact]
    public void SoMany_AreShownAndTheOthersCounted()
    {
        var digest = Of(DigestText.MostShown + 7);

        Assert.Equal(DigestText.MostShown, digest.ToHtml().Split("Look and decide").Length - 1);
        Assert.Contains("And 7 more:", digest.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("And 7 more:", digest.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public void HostileText_IsText()
    {
        var request = Some.Pending() with { Action = RequestedAction.Create("pay", Some.Pending().Action.Args, summary: "<script>alert(1)</script>\u202e") };

        var html = DigestText.Of([(request, Link)], zone: null).ToHtml();

        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202e", html, StringComparison.Ordinal);
    }

    private static DigestText Of(int count) => DigestText.Of(
        [
            .. Enumerable.Range(0, count).Reverse().Select(i => (Some.Pending() with
            {
                Id = RequestId.Derive(Some.Tenant, Some.Agent, i.ToString(CultureInfo.InvariantCulture)),
                ExpiresAt = Some.AskedAt.AddMinutes(16 + i),
            }, Link)),
        ],
        zone: null);
}
