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
}
