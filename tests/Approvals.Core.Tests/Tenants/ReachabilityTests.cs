using Approvals.Core.Identifiers;
using Approvals.Core.Rendering;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Tenants;

public class ReachabilityTests
{
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Theory]
    [InlineData("2026-03-04T10:00:00Z", "2026-03-04T10:00:00Z")] // Wednesday, at work
    [InlineData("2026-03-04T07:59:59Z", "2026-03-04T08:00:00Z")] // an hour ahead of UTC in winter
    [InlineData("2026-03-04T16:30:00Z", "2026-03-05T08:00:00Z")] // the end is not at work
    [InlineData("2026-03-06T20:00:00Z", "2026-03-09T08:00:00Z")] // over the weekend
    [InlineData("2026-03-28T12:00:00Z", "2026-03-30T07:00:00Z")] // over the change to summer time
    [InlineData("2026-10-24T12:00:00Z", "2026-10-26T08:00:00Z")] // and back
    public void NextAtWork_IsByTheClocksOfTheTimeZone(string now, string next) =>
        Assert.Equal(At(next), Of("Europe/Berlin", new WorkingHours([.. Weekdays], new TimeOnly(9, 0), new TimeOnly(17, 30))).NextAtWork(At(now)));

    [Theory]
    [InlineData("2026-03-03T03:00:00Z", "2026-03-03T03:00:00Z")] // Tuesday morning, still of Monday night
    [InlineData("2026-03-03T06:00:00Z", "2026-03-09T22:00:00Z")]
    public void HoursPastMidnight_BelongToTheDayOnWhichTheyBegin(string now, string next) =>
        Assert.Equal(At(next), Of(null, new WorkingHours([DayOfWeek.Monday], new TimeOnly(22, 0), new TimeOnly(6, 0))).NextAtWork(At(now)));

    [Fact]
    public void HourThatClocksPassOver_BeginsAfterIt() => Assert.Equal(
        At("2026-03-29T01:30:00Z"),
        Of("Europe/Berlin", new WorkingHours([DayOfWeek.Sunday], new TimeOnly(2, 30), new TimeOnly(6, 0))).NextAtWork(At("2026-03-29T00:00:00Z")));

    [Fact]
    public void WithoutHours_OrInATimeZoneThatIsNotKnown_AnyTimeIsGood()
    {
        Assert.Equal(Some.Time, Reachability.Nowhere.NextAtWork(Some.Time));
        Assert.Equal(Some.Time, Of("Atlantis/Poseidonis", new WorkingHours([DayOfWeek.Monday], new TimeOnly(9, 0), new TimeOnly(10, 0))).NextAtWork(Some.Time));
        Assert.Equal(Some.Time, Of(null, new WorkingHours([], new TimeOnly(9, 0), new TimeOnly(10, 0))).NextAtWork(Some.Time));
    }

    [Theory]
    [InlineData("2026-03-04T06:59:59Z", "2026-03-04T07:00:00Z")]
    [InlineData("2026-03-04T07:00:00Z", "2026-03-05T07:00:00Z")]
    [InlineData("2026-03-28T12:00:00Z", "2026-03-29T06:00:00Z")] // the change to summer time
    public void DayWithoutHours_BeginsInTheMorning(string now, string next) =>
        Assert.Equal(At(next), new Reachability { TimeZone = "Europe/Berlin" }.NextDay(At(now)));

    [Theory]
    [InlineData("2026-03-04T07:59:59Z", "2026-03-04T08:00:00Z")]
    [InlineData("2026-03-04T08:00:00Z", "2026-03-05T08:00:00Z")]
    [InlineData("2026-03-06T10:00:00Z", "2026-03-09T08:00:00Z")] // over the weekend
    public void Day_BeginsWithTheHours(string now, string next) =>
        Assert.Equal(At(next), Of("Europe/Berlin", new WorkingHours([.. Weekdays], new TimeOnly(9, 0), new TimeOnly(17, 30))).NextDay(At(now)));

    [Theory]
    [InlineData("2026-03-04T07:59:59Z", "2026-03-04T08:00:00Z")]
    [InlineData("2026-03-04T10:00:00Z", "2026-03-05T08:00:00Z")] // not with the afternoon
    public void Day_BeginsOnce(string now, string next) => Assert.Equal(
        At(next),
        new Reachability
        {
            Hours = [new WorkingHours([.. Weekdays], new TimeOnly(13, 0), new TimeOnly(17, 0)), new WorkingHours([.. Weekdays], new TimeOnly(8, 0), new TimeOnly(12, 0))],
        }.NextDay(At(now)));

    [Fact]
    public void DayOfWhoNeverWorks_BeginsADayLater() =>
        Assert.Equal(Some.Time.AddDays(1), Of(null, new WorkingHours([], new TimeOnly(9, 0), new TimeOnly(10, 0))).NextDay(Some.Time));

    [Theory]
    [InlineData("rita@example.com", true)]
    [InlineData("r.o'brien+x@mail.example.co.uk", true)]
    [InlineData("rita@localhost", true)]
    [InlineData("rita", false)]
    [InlineData("rita@", false)]
    [InlineData("@example.com", false)]
    [InlineData("rita@example.com\r\nBcc: eve@example.com", false)]
    [InlineData("rita@example.com\n", false)]
    [InlineData("\"rita\"@example.com", false)]
    [InlineData("rita @example.com", false)]
    [InlineData("rita@-example.com", false)]
    [InlineData("ríta@example.com", false)]
    [InlineData("a..b@example.com", false)]
    [InlineData("a@b@example.com", false)]
    public void MailAddress_IsPlain(string text, bool isOne) => Assert.Equal(isOne, Contacts.IsEmail(text));

    [Theory]
    [InlineData("+15550100200", true)]
    [InlineData("15550100200", false)]
    [InlineData("+05550100200", false)]
    [InlineData("+1555010020000000", false)]
    [InlineData("+1 555 010 0200", false)]
    public void PhoneNumber_IsAsE164HasIt(string text, bool isOne) => Assert.Equal(isOne, Contacts.IsPhone(text));

    [Fact]
    public void Address_BelongsToOnePerson()
    {
        var tenant = new Tenant { Id = Some.Tenant, CreatedAt = Some.Time };
        var ann = Some.Person("ann") with { Reachable = new Reachability { Contacts = new Contacts { Email = "Shared@example.com" } } };
        var ben = Some.Person("ben") with { Reachable = new Reachability { Contacts = new Contacts { Email = "shared@Example.com" } } };

        var refusal = Assert.Throws<TenantContradictionException>(
            () => tenant.Apply([new TenantChange.PutReviewer(ann), new TenantChange.PutReviewer(ben)], Some.Time));
        Assert.Equal("Two persons would be reached at shared@example.com.", refusal.Message);
    }

    [Fact]
    public void Routes_NameChannelsThatThereAre()
    {
        var tenant = new Tenant { Id = Some.Tenant, CreatedAt = Some.Time };
        var route = new ChannelRoute([new ChannelName("mail")], All: true);
        var routes = new ChannelRoutes { Low = ChannelRoute.None, Normal = route, High = route, Critical = route };

        Assert.Throws<TenantContradictionException>(() => tenant.Apply([new TenantChange.RouteChannels(routes)], Some.Time));
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines", "two  lines")]
    [InlineData("pay\u202E00001$", "pay[U+202E]00001$")]
    [InlineData("a\u200Bb\u0000c\u00A0d", "a[U+200B]b[U+0000]c[U+00A0]d")]
    [InlineData("é 😀", "é 😀")]
    public void VisibleText_ShowsWhatWouldNotBeSeen(string text, string shown) => Assert.Equal(shown, VisibleText.Of(text, 100));

    [Fact]
    public void VisibleText_SaysWhatWasCut() => Assert.Equal("abc… (4 more characters)", VisibleText.Of("abcdef😀", 3));

    [Fact]
    public void VisibleText_IsNoLongerThanItIsToBe_HoweverMuchIsWrittenOut() =>
        Assert.InRange(VisibleText.Of(new string('\u200b', 300), 300).Length, 300, 340);

    private static Reachability Of(string? zone, params WorkingHours[] hours) => new() { TimeZone = zone, Hours = [.. hours] };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
