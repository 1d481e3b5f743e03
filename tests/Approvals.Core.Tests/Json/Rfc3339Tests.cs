using Approvals.Core.Json;

namespace Approvals.Core.Tests.Json;

public class Rfc3339Tests
{
    [Fact]
    public void FullSecond_HasNoFraction() =>
        Assert.Equal("2026-03-01T12:00:00Z", Rfc3339.Format(Some.Time));

    [Fact]
    public void SingleTick_IsKept() =>
        Assert.Equal("2026-03-01T12:00:00.0000001Z", Rfc3339.Format(Some.Time + Some.Tick));

    [Fact]
    public void OtherOffset_IsBroughtToUtc() =>
        Assert.Equal("2026-03-01T10:30:00.5Z", Rfc3339.Format(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.FromMinutes(90))));

    [Theory]
    [InlineData("2026-03-01T12:00:00Z", 0)]
    [InlineData("2026-03-01T12:00:00.0000001Z", 1)]
    [InlineData("2026-03-01T13:30:00+01:30", 0)]
    public void TimeWithItsOffset_IsRead(string text, long ticks)
    {
        Assert.True(Rfc3339.TryParse(text, out var time));
        Assert.Equal(Some.Time.AddTicks(ticks), time);
    }

    [Theory]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01 12:00:00Z")]
    [InlineData("2026-02-30T12:00:00Z")]
    [InlineData("2026-03-01T12:00:60Z")]
    [InlineData("yesterday")]
    [InlineData("")]
    public void WhatIsNoTime_IsNone(string text) => Assert.False(Rfc3339.TryParse(text, out _));
}
