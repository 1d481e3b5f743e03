using System.Globalization;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;
using Approvals.Web.Bodies;
using Approvals.Web.Contract;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>Reads how, where and when a person is reached.</summary>
internal static class ReachabilityBody
{
    private const int MaxTimeZone = 64;
    private const int DaysOfWeek = 7;

    /// <returns>Null where nothing of it is said.</returns>
    public static Reachability? Read(JsonObjectReader body)
    {
        var reach = new Reachability
        {
            Contacts = body.OptionalPart("contacts", ReadContacts) ?? new Contacts(),
            TimeZone = body.OptionalText("timeZone", MaxTimeZone) is not { } zone ? null
                : zone.Contains('/', StringComparison.Ordinal) || zone == "UTC" ? RequireZone(zone)
                : throw JsonObjectReader.Invalid("timeZone", "is an IANA name such as Europe/Berlin, or UTC"),
            Hours = body.OptionalObjects("workingHours", WorkingHours.MaxEntries, ReadHours),
            Preferred = body.OptionalValues<ChannelName>("channels", Reachability.MaxPreferred, $"is a channel's name: {Identifier.Rule}"),
        };
        return reach == Reachability.Nowhere ? null : reach;
    }

    private static string RequireZone(string zone) => Reachability.FindZone(zone) is not null
        ? zone
        : throw JsonObjectReader.Invalid("timeZone", $"is '{zone}', which this server does not know; use an IANA name such as Europe/Berlin");

    private static Contacts ReadContacts(JsonObjectReader part) => new()
    {
        Email = part.OptionalText("email", Contacts.MaxEmail) is not { } email ? null
            : Contacts.IsEmail(email) ? email : throw JsonObjectReader.Invalid("contacts.email", "is a mail address such as rita@example.com"),
        Phone = part.OptionalText("phone", 16) is not { } phone ? null
            : Contacts.IsPhone(phone) ? phone : throw JsonObjectReader.Invalid("contacts.phone", "is a number as E.164 writes it, such as +15550100200"),
        Slack = part.OptionalPart("slack", ReadSlack),
    };

    private static SlackAccount ReadSlack(JsonObjectReader part) => new(
        SlackId(part.RequiredText("team", Contacts.MaxSlackId), "contacts.slack.team"),
        SlackId(part.RequiredText("user", Contacts.MaxSlackId), "contacts.slack.user"));

    private static string SlackId(string text, string field) =>
        Contacts.IsSlackId(text) ? text : throw JsonObjectReader.Invalid(field, "is an id such as T024BE7LD or U012AB3CD, and no name");

    private static WorkingHours ReadHours(JsonObjectReader part) => new(
        [.. (part.OptionalTexts("days", DaysOfWeek, 3) ?? throw JsonObjectReader.Invalid("workingHours.days", "is required"))
            .Select(day => Array.IndexOf(HoursView.DayNames, day) is >= 0 and var place
                ? (DayOfWeek)place
                : throw JsonObjectReader.Invalid("workingHours.days", $"is of {string.Join(", ", HoursView.DayNames)}"))],
        ReadTime(part, "from"),
        ReadTime(part, "to"));

    private static TimeOnly ReadTime(JsonObjectReader part, string field) =>
        TimeOnly.TryParseExact(part.RequiredText(field, 5), HoursView.TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw JsonObjectReader.Invalid($"workingHours.{field}", "is a time of day such as 09:00");
}
