using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
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
    private static readonly JsonSerializerOptions Comparing = new(JsonSerializerOptions.Web);

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

    /// <summary>Whether the two say the same.</summary>
    public bool IsSame(ReviewerView other) => JsonSerializer.Serialize(this, Comparing) == JsonSerializer.Serialize(other, Comparing);
}

/// <summary>What a document of reviewers changed.</summary>
/// <param name="Added">Who came.</param>
/// <param name="Changed">Whose entry is another.</param>
/// <param name="Deactivated">Who is not in the document.</param>
internal sealed record ReviewersChangedView(IReadOnlyList<ReviewerId> Added, IReadOnlyList<ReviewerId> Changed, IReadOnlyList<ReviewerId> Deactivated)
{
    public static ReviewersChangedView Of(Tenant before, IEnumerable<TenantChange> changes)
    {
        var people = changes.OfType<TenantChange.PutReviewer>().Select(c => c.Reviewer).ToList();
        var there = before.Reviewers.ToDictionary(r => r.Id);
        var known = people.ToLookup(p => there.GetValueOrDefault(p.Id) is { } was ? (p.Active || !was.Active ? "changed" : "deactivated") : "added", p => p.Id, StringComparer.Ordinal);
        return new ReviewersChangedView([.. known["added"]], [.. known["changed"]], [.. known["deactivated"]]);
    }
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
