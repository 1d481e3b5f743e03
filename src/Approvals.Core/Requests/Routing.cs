using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>
/// Whom an effect is for, and by which channels: by the policy's own, or else the tenant's for the urgency, and within
/// those by what the person prefers. It is found when the effect is first carried out, on the directory as it then is.
/// </summary>
public static class Routing
{
    /// <summary>So many people are asked at once, each tier for itself; the others find the request in their inbox.</summary>
    public const int MostPeople = 100;

    /// <param name="request">The request.</param>
    /// <param name="effect">One that <see cref="Effect.ConcernsPeople"/>.</param>
    /// <param name="waiting">What is still to be told of the request.</param>
    /// <param name="tenant">The directory as it now stands.</param>
    /// <param name="now">In UTC.</param>
    public static ImmutableArray<Route> Find(
        ApprovalRequest request, Effect effect, IEnumerable<Effect.Tell> waiting, Tenant tenant, DateTimeOffset now) =>
        tenant.HasChannels
            ? [.. new Router(request, waiting, tenant, now).Find(effect)]
            : [];

    private sealed class Router(ApprovalRequest request, IEnumerable<Effect.Tell> waiting, Tenant tenant, DateTimeOffset now)
    {
        /// <summary>Who was asked, or is about to be, and how; each once.</summary>
        private readonly ImmutableArray<Effect.Tell> _asked =
        [
            .. request.Reached.Select(t => new Effect.Tell(Notice.Asked, t.Channel) { Person = t.Person })
                .Concat(waiting.Where(w => w.Notice is Notice.Asked or Notice.AskedMore && w.ForProgram is not true).Select(w => w with { Notice = Notice.Asked }))
                .Distinct(),
        ];

        public IEnumerable<Route> Find(Effect effect) => effect switch
        {
            Effect.AskReviewers => Watch(Notice.Asked).Concat(Ask()),
            Effect.AskTier or Effect.AskOwners or Effect.AskNext => Watch(Notice.AskedMore).Concat(Ask()).Concat(AskMore()),
            Effect.Remind => Watch(Notice.Reminded).Concat(Remind()),
            Effect.AnnounceDecision => Watch(Notice.Decided).Concat(_asked.Select(a => new Route(a with { Notice = Notice.Decided }))),
            Effect.AnnounceUnknown => Watch(Notice.Unknown).Concat(Report()),
            _ => throw new ArgumentException($"{effect.GetType().Name} concerns nobody but its receiver.", nameof(effect)),
        };

        /// <summary>Programs are told everything, whoever else is told.</summary>
        private IEnumerable<Route> Watch(Notice notice) =>
            (tenant.Channels ?? []).Where(c => c.IsWatching).Select(c => new Route(new Effect.Tell(notice, c.Name) { ForProgram = true }));

        /// <summary>Everybody who may approve at this moment and was not asked, as far as there is room.</summary>
        private IEnumerable<Route> Ask()
        {
            if (request.Status != RequestStatus.Pending)
            {
                return [];
            }

            // Who could not be reached is not tried anew: their parked message is replayed once their address is mended.
            var asked = _asked.Select(a => a.Person)
                .Concat(waiting.Where(w => w.Notice == Notice.Listed).Select(w => w.Person))
                .Concat((request.Told ?? []).Where(t => IsAsking(t.Notice) && t.ForProgram is not true).Select(t => t.Person))
                .Concat(request.Reviews.Select(r => r.Reviewer))
                .ToHashSet();
            return tenant.Standings(now)
                .Where(s => !asked.Contains(s.Id) && IsTurnOf(s))
                .Select(s => RoutesTo(s).ToList())
                .Where(routes => routes.Count > 0)
                .Take(MostPeople)
                .SelectMany(routes => routes)
                .Where(r => r.Tell.Person is not null || !IsToldAt(r.Tell.Channel))
                .DistinctBy(r => (r.Tell.Person, r.Tell.Channel));
        }

        /// <summary>Where all are told together, and were, they are told that more of them are asked.</summary>
        private IEnumerable<Route> AskMore() => request.Status != RequestStatus.Pending
            ? []
            : _asked.Where(a => a.Person is null).Select(a => new Route(a with { Notice = Notice.AskedMore }));

        private bool IsToldAt(ChannelName place) => _asked.Any(a => a.Person is null && a.Channel == place);

        private bool IsTurnOf(Standing person) => request.IsTurnOf(person.AsOf(request.PeopleAsOf));

        /// <summary>Where all are told together, nobody is told for themselves.</summary>
        private static Effect.Tell Tell(Notice notice, TenantChannel channel, Reviewer person) =>
            new(notice, channel.Name) { Person = channel.IsShared ? null : person.Id };

        private IEnumerable<Route> RoutesTo(Standing standing)
        {
            var person = tenant.FindReviewer(standing.Id)!;
            var urgency = request.Evaluation.Urgency ?? Urgency.Normal;
            // A policy may name channels that the tenant does not have: then those that it has are better than none.
            var route = request.ChannelsFor(standing.AsOf(request.PeopleAsOf)) is { } channels && channels.Any(c => tenant.FindChannel(c) is { IsWatching: false })
                ? new ChannelRoute(channels, All: true)
                : tenant.RouteOf(urgency);
            if (route.Digest is true)
            {
                var day = person.Reach.NextDay(now);
                return day < request.ExpiresAt
                    ? ChannelsTo(person, route).Select(c => new Route(Tell(Notice.Listed, c, person)) { NotBefore = day })
                    : [];
            }

            DateTimeOffset? notBefore = urgency < Urgency.High ? NotBefore(person) : null;
            return ChannelsTo(person, route).Select(c => new Route(Tell(Notice.Asked, c, person)) { NotBefore = c.IsShared ? null : notBefore });
        }

        /// <summary>Nobody is asked off hours for what is not urgent, where there is time: half of it is left to them at least.</summary>
        private DateTimeOffset? NotBefore(Reviewer person) =>
            person.Reach.NextAtWork(now) is var next && next > now && next < request.HalfTime ? next : null;

        private IEnumerable<TenantChannel> ChannelsTo(Reviewer person, ChannelRoute route)
        {
            var open = route.Channels.Select(tenant.FindChannel).OfType<TenantChannel>().Where(c => c.Reaches(person));
            if (route.All)
            {
                return open;
            }

            var preferred = person.Reach.Preferred ?? [];
            return open.OrderBy(c => preferred.IndexOf(c.Name) is >= 0 and var place ? place : int.MaxValue).Take(1);
        }

        /// <summary>Whoever was asked and could still approve.</summary>
        private IEnumerable<Route> Remind() =>
            from asked in request.Reached
            where MayStillApprove(asked.Person)
            select new Route(new Effect.Tell(Notice.Reminded, asked.Channel) { Person = asked.Person });

        private bool MayStillApprove(ReviewerId? person) =>
            person is null
            || (request.Reviews.All(r => r.Reviewer != person)
                && tenant.StandingOf(person, now) is { } standing
                && IsTurnOf(standing));

        /// <summary>Whoever answers for the agent, and the admins.</summary>
        private IEnumerable<Route> Report() => tenant.Reviewers
            .Where(r => r.Active && (r.Id == request.Owner || r.Holds(WellKnownRoles.Admin)))
            .Take(MostPeople)
            .SelectMany(r => ChannelsTo(r, tenant.RouteOf(Urgency.High)).Select(c => new Route(Tell(Notice.Unknown, c, r))))
            .DistinctBy(r => (r.Tell.Person, r.Tell.Channel));

        private static bool IsAsking(Notice notice) => notice is Notice.Asked or Notice.AskedMore or Notice.Listed;
    }
}

/// <summary>One way on which an effect goes.</summary>
/// <param name="Tell">Who is told what, by which channel.</param>
public sealed record Route(Effect.Tell Tell)
{
    /// <summary>Before this, in UTC, nobody is told; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}
