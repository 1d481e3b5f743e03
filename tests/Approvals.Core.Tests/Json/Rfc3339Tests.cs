using Approvals.Core.Json;

namespace Approvals.Core.Tests.Json;

public class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-03-01T12:00:00Z", "2026-03-01T12:00:00.0000000+00:00", false)]
    [InlineData("2026-03-01t12:00:00z", "2026-03-01T12:00:00.0000000+00:00", false)]
    [InlineData("2026-03-01T12:00:00.5+01:30", "2026-03-01T10:30:00.5000000+00:00", false)]
    [InlineData("2026-03-01T00:00:00-00:00", "2026-03-01T00:00:00.0000000+00:00", false)]
    [InlineData("2024-02-29T23:59:59.9999999-23:59", "2024-03-01T23:58:59.9999999+00:00", false)]
    [InlineData("2026-03-01T12:00:00.00000001Z", "2026-03-01T12:00:00.0000000+00:00", true)]
    [InlineData("2026-03-01T12:00:00.100000000Z", "2026-03-01T12:00:00.1000000+00:00", false)]
    [InlineData("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.0000000+00:00", false)]
    public void Time_IsReadToTheTick(string text, string expected, bool isLater)
    {
        Assert.True(Rfc3339.TryParse(text, out var ticks, out var cut));
        Assert.Equal(expected, new DateTimeOffset(ticks, TimeSpan.Zero).ToString("O"));
        Assert.Equal(isLater, cut);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01T12:00:00")]
    [InlineData("2026-03-01 12:00:00Z")]
    [InlineData("2026-03-01T12:00Z")]
    [InlineData("2026-3-1T12:00:00Z")]
    [InlineData("2026-02-29T12:00:00Z")]
    [InlineData("2026-13-01T12:00:00Z")]
    [InlineData("2026-00-01T12:00:00Z")]
    [InlineData("2026-01-00T12:00:00Z")]
    [InlineData("0000-01-01T12:00:00Z")]
    [InlineData("2026-03-01T24:00:00Z")]
    [InlineData("2026-03-01T12:60:00Z")]
    [InlineData("2026-03-01T23:59:60Z")]
    [InlineData("2026-03-01T12:00:00.Z")]
    [InlineData("2026-03-01T12:00:00,5Z")]
    [InlineData("2026-03-01T12:00:00+1:00")]
    [InlineData("2026-03-01T12:00:00+24:00")]
    [InlineData("2026-03-01T12:00:00+00:60")]
    [InlineData("2026-03-01T12:00:00Z ")]
    [InlineData("202\0-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:0\0Z")]
    [InlineData("2026-03-01T12:00:00+1\0:00")]
    [InlineData(" 2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00:00.0000000000000000001Z")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("+026-03-01T12:00:00Z")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    public void WhatIsNone_IsNotRead(string text) => Assert.False(Rfc3339.TryParse(text, out _, out _));

    [Fact]
    public void FullSecond_HasNoFraction() =>
        Assert.Equal("2026-03-01T12:00:00Z", Rfc3339.Format(Some.Time));

    [Fact]
    public void SingleTick_IsKept() =>
        Assert.Equal("2026-03-01T12:00:00.0000001Z", Rfc3339.Format(Some.Time + Some.Tick));

    [Fact]
    public void OtherOffset_IsBroughtToUtc() =>
        Assert.Equal("2026-03-01T10:30:00.5Z", Rfc3339.Format(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.FromMinutes(90))));
}
