using System.Collections.Immutable;
using System.Globalization;
using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>A person of the directory.</summary>
internal sealed record ReviewerView(
    ReviewerId Reviewer,
    ImmutableArray<RoleName> Roles,
    bool Active,
    ImmutableArray<Identity> Identities,
    IReadOnlyList<DeputyView> Deputies,
    ContactsView? Contacts,
    string? TimeZone,
    IReadOnlyList<HoursView>? WorkingHours,
    IReadOnlyList<ChannelName>? Channels)
{
    public static ReviewerView Of(Reviewer person) => new(
        person.Id,
        person.Roles,
        person.Active,
        person.Identities,
        [.. (person.Deputies ?? []).Select(d => new DeputyView(d.Id, d.From, d.Until))],
        ContactsView.Of(person.Reach.Contacts),
        person.Reach.TimeZone,
        person.Reach.Hours is { } hours ? [.. hours.Select(HoursView.Of)] : null,
        person.Reach.Preferred is { } preferred ? [.. preferred] : null);
}

/// <summary>Where a person is reached. Each address belongs to one person.</summary>
/// <param name="Email">A mail address in ASCII.</param>
/// <param name="Phone">A phone number as E.164 has it, such as +15550100200.</param>
/// <param name="Slack">An account in a Slack workspace.</param>
internal sealed record ContactsView(string? Email, string? Phone, SlackAccount? Slack)
{
    public static ContactsView? Of(Contacts contacts) =>
        contacts == new Contacts() ? null : new(contacts.Email, contacts.Phone, contacts.Slack);
}

/// <summary>When a person works, by the clocks of their time zone.</summary>
/// <param name="Days">The days on which it begins: <c>mon</c> to <c>sun</c>.</param>
/// <param name="From">When it begins, such as 09:00.</param>
/// <param name="To">When it ends; not after the beginning where it ends on the next day.</param>
internal sealed record HoursView(IReadOnlyList<string> Days, string From, string To)
{
    /// <summary>By <see cref="DayOfWeek"/>.</summary>
    public static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public const string TimeForm = "HH:mm";

    public static HoursView Of(WorkingHours hours) => new(
        [.. hours.Days.Select(d => DayNames[(int)d])],
        hours.From.ToString(TimeForm, CultureInfo.InvariantCulture),
        hours.To.ToString(TimeForm, CultureInfo.InvariantCulture));
}

/// <summary>Who stands in for the person, from the one moment to the other.</summary>
internal sealed record DeputyView(ReviewerId Reviewer, DateTimeOffset? From, DateTimeOffset? Until);
