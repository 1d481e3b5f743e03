using Approvals.Core.Policies;

namespace Approvals.Core.Tests.Policies;

public class DurationTextTests
{
    [Theory]
    [InlineData("10s", 10)]
    [InlineData("015m", 900)]
    [InlineData("2h", 7_200)]
    [InlineData("30d", 2_592_000)]
    [InlineData("0s", 0)]
    public void Duration_IsRead(string text, int seconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("10")]
    [InlineData("10 s")]
    [InlineData("-10s")]
    [InlineData("+10s")]
    [InlineData("1.5h")]
    [InlineData("10S")]
    [InlineData("10w")]
    [InlineData("1h30m")]
    [InlineData("99999999d")]
    [InlineData("999999999999d")]
    public void WhatIsNoDuration_IsRefused(string? text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData(90, "90s")]
    [InlineData(900, "15m")]
    [InlineData(5_400, "90m")]
    [InlineData(7_200, "2h")]
    [InlineData(172_800, "2d")]
    [InlineData(0, "0s")]
    public void Duration_IsWrittenShortest(int seconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromSeconds(seconds)));
}
