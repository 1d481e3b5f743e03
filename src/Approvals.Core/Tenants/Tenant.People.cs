using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <content>Its people at one moment.</content>
public sealed partial record Tenant
{
    /// <summary>Whether anybody is appointed to stand in for another, at any time.</summary>
    internal bool HasDeputies => Reviewers.Any(static r => r.Deputies is not null);

    /// <summary>The person as a reviewer at this moment; null where they are unknown or not active.</summary>
    public Standing? StandingOf(ReviewerId id, DateTimeOffset now) => FindReviewer(id) is not { Active: true } person
        ? null
        : HasDeputies ? Describe(person, AppointmentsAt(now).Where(a => a.Deputy.Id == id), now) : person.Alone();

    /// <summary>All who are active, at this moment.</summary>
    public IEnumerable<Standing> Standings(DateTimeOffset now)
    {
        if (!HasDeputies)
        {
            return Reviewers.Where(r => r.Active).Select(r => r.Alone());
        }

        var appointments = AppointmentsAt(now).ToLookup(a => a.Deputy.Id);
        return Reviewers.Where(r => r.Active).Select(r => Describe(r, appointments[r.Id], now));
    }

    /// <summary>The first moment after now at which somebody begins or ceases to stand in for another, if any.</summary>
    public DateTimeOffset? NextPeopleChange(DateTimeOffset now)
    {
        var appointments = Reviewers.SelectMany(r => r.Deputies ?? []).ToList();
        var begins = appointments.Select(d => d.From).Where(from => from > now);
        var ends = appointments.Select(d => d.Until).Where(until => until >= now && until < DateTimeOffset.MaxValue).Select(until => until?.AddTicks(1));
        return begins.Concat(ends).Min();
    }

    private IEnumerable<(Reviewer Principal, Deputy Deputy)> AppointmentsAt(DateTimeOffset now) =>
        Reviewers.Where(r => r.Deputies is not null).SelectMany(r => r.DeputiesAt(now).Select(d => (r, d)));

    /// <summary>Who was appointed twice, for periods that overlap, stands in once: since the earlier of the two.</summary>
    private static Standing Describe(Reviewer person, IEnumerable<(Reviewer Principal, Deputy Deputy)> appointments, DateTimeOffset now) =>
        person.Alone() with
        {
            Principals =
            [
                .. appointments.GroupBy(a => a.Principal.Id)
                    .Select(a => (a.First().Principal.Alone(), a.Min(b => b.Deputy.Since ?? DateTimeOffset.MinValue))),
            ],
            Deputies = [.. person.DeputiesAt(now).Select(d => d.Id).Distinct()],
        };
}
