using System.Collections.Immutable;
using Approvals.Core.Identifiers;

namespace Approvals.Core.Tenants;

/// <content>How a tenant changes, and what cannot stand together.</content>
public sealed partial record Tenant
{
    /// <summary>The tenant after all of the changes: in between, entries may contradict each other.</summary>
    /// <exception cref="TenantContradictionException">In the end they would; the message says how.</exception>
    public Tenant Apply(IEnumerable<TenantChange> changes, DateTimeOffset now)
    {
        // What comes later is later, however the clock is set: who was there is told from who came by these times.
        now = now <= UpdatedAt ? UpdatedAt.Value.AddTicks(1) : now;
        var all = changes.ToList();
        var next = all.TrueForAll(c => c is TenantChange.PutReviewer)
            ? Put([.. all.Select(c => ((TenantChange.PutReviewer)c).Reviewer)], now)
            : all.Aggregate(this, (tenant, change) => tenant.Apply(change, now));
        return next.Contradiction() is { } contradiction ? throw new TenantContradictionException(contradiction) : next;
    }

    /// <summary>The same as one after the other, for as many as a directory has.</summary>
    private Tenant Put(ImmutableArray<Reviewer> people, DateTimeOffset now)
    {
        var known = Reviewers.ToDictionary(r => r.Id);
        var put = new OrderedDictionary<ReviewerId, Reviewer>();
        foreach (var person in people)
        {
            var before = put.GetValueOrDefault(person.Id) ?? known.GetValueOrDefault(person.Id);
            put.Remove(person.Id);
            put.Add(person.Id, person.After(before, now));
        }

        return people.IsEmpty
            ? this
            : this with
            {
                Reviewers = [.. Reviewers.Where(r => !put.ContainsKey(r.Id)), .. put.Values],
                Version = Version + people.Length,
                UpdatedAt = now,
                PeopleAt = now,
            };
    }

    private Tenant Apply(TenantChange change, DateTimeOffset now)
    {
        var next = change switch
        {
            TenantChange.PutReviewer(var reviewer) =>
                this with { Reviewers = [.. Reviewers.Where(r => r.Id != reviewer.Id), reviewer.After(FindReviewer(reviewer.Id), now)] },
            TenantChange.AssignRoles(var id, var roles, var issuedAt) => this with
            {
                Reviewers = [.. Reviewers.Select(r => r.Id == id ? r.SignedIn(roles, issuedAt, now) : r)],
            },
            TenantChange.PutAgent(var agent) =>
                this with { Agents = [.. Agents.Where(a => a.Id != agent.Id), agent with { Callbacks = CallbacksOf(agent.Id) }] },
            TenantChange.RotateCallbackSecret(var id, var name, var previousUntil) => this with
            {
                Agents =
                [
                    .. Agents.Select(a => a.Id == id
                        ? a with { Callbacks = CallbackSecret.After(a.Callbacks, name, previousUntil, now) }
                        : a),
                ],
            },
            TenantChange.PutExecutor(var executor) =>
                this with { Executors = [.. (Executors ?? []).Where(e => e.Id != executor.Id), executor] },
            TenantChange.RemoveAgent(var id) => Revoke(k => k.Holder == new KeyHolder.ForAgent(id), now) with
            {
                Agents = [.. Agents.Where(a => a.Id != id)],
                Retired = FindAgent(id)?.Callbacks is { } callbacks ? [.. (Retired ?? []).Where(r => r.Agent != id), new RetiredAgent(id, callbacks)] : Retired,
            },
            TenantChange.RemoveExecutor(var id) =>
                Revoke(k => k.Holder == new KeyHolder.ForExecutor(id), now) with { Executors = Executors is { } listed ? [.. listed.Where(e => e.Id != id)] : null },
            TenantChange.PutChannel(var channel) =>
                this with { Channels = [.. (Channels ?? []).Where(c => c.Name != channel.Name), channel] },
            TenantChange.RemoveChannel(var name) =>
                this with { Channels = Channels?.Where(c => c.Name != name).ToImmutableArray() is { IsEmpty: false } left ? left : null },
            TenantChange.RouteChannels(var routes) => this with { Routes = routes },
            TenantChange.TryCode(var id) => WithCodes(id, codes => codes.Try(now)),
            TenantChange.EndCodes(var id, var areVoid) => WithCodes(id, codes => areVoid ? new CodeTries(0) { VoidUntil = now } : codes with { Tries = 0 }),
            TenantChange.LimitPending(var perAgent) => this with { PendingPerAgent = perAgent },
            TenantChange.AddKey(var key) => this with { Keys = [.. Keys.Where(k => k.Id != key.Id), key] },
            TenantChange.RevokeKey(var id) => Revoke(k => k.Id == id, now),
            TenantChange.ExpireKey(var id, var at) => this with { Keys = [.. Keys.Select(k => k.Id == id && !(k.ExpiresAt <= at) ? k with { ExpiresAt = at } : k)] },
            TenantChange.TrustIssuer(var issuer) => this with { Issuers = [.. Issuers.Where(i => !i.IsSame(issuer)), issuer] },
            TenantChange.DistrustIssuer(var issuer) => this with { Issuers = [.. Issuers.Where(i => !i.IsSame(issuer))] },
            _ => throw new ArgumentException($"{change.GetType().Name} is not a change of a tenant.", nameof(change)),
        };
        return next with { Version = Version + 1, UpdatedAt = now, PeopleAt = change.ConcernsPeople ? now : PeopleAt };
    }

    /// <summary>Why the entries cannot stand together, or null.</summary>
    private string? Contradiction() =>
        Reviewers.SelectMany(r => r.Identities).GroupBy(i => i).FirstOrDefault(g => g.Count() > 1)?.Key is { } shared
            ? $"Two persons would be {shared.Subject} of {shared.Issuer}."
            : PendingPerAgent is < 1 or > MostPending
                ? $"An agent can have 1 to {MostPending} requests waiting, not {PendingPerAgent}."
                : TooMany() ?? ContradictionOfChannels()
                    ?? Keys.Where(k => k.RevokedAt is null).Select(k => Contradiction(k.Holder)).OfType<string>().FirstOrDefault()
                    ?? (Executors ?? []).Select(e => Contradiction(new KeyHolder.ForExecutor(e.Id))).OfType<string>().FirstOrDefault()
                    ?? Reviewers.Where(r => r.Deputies is not null).Select(Contradiction).OfType<string>().FirstOrDefault();

    private string? TooMany()
    {
        (int Count, int Most, string What)[] entries =
        [
            (Reviewers.Length, MostReviewers, "persons"),
            (Agents.Length, MostAgents, "agents"),
            (Retired?.Length ?? 0, MostAgents, "agents that were taken out after their secret was replaced"),
            (Executors?.Length ?? 0, MostExecutors, "executors"),
            (Keys.Count(k => k.RevokedAt is null), MostKeys, "keys that are not revoked"),
            (Issuers.Length, MostIssuers, "issuers"),
            (Channels?.Length ?? 0, MostChannels, "channels"),
        ];
        return entries.Where(e => e.Count > e.Most).Select(e => $"There would be {e.Count} {e.What}; {e.Most} is the most.").FirstOrDefault();
    }

    private string? Contradiction(KeyHolder holder) => holder switch
    {
        KeyHolder.ForAgent(var agent) when FindAgent(agent) is null =>
            $"A key would speak for the agent {agent}, of which the directory knows nothing.",
        // A permit's audience is a name: an agent and an executor of one name could use each other's.
        KeyHolder.ForExecutor(var executor) when Agents.Any(a => a.Id.Value == executor.Value) =>
            $"{executor} would be an agent and an executor.",
        _ => null,
    };

    private string? Contradiction(Reviewer person)
    {
        var deputies = person.Deputies ?? [];
        return deputies.Length > Deputy.MaxDeputies
            ? $"{person.Id} would have {deputies.Length} deputies; {Deputy.MaxDeputies} is the most."
            : deputies.Select(d => Contradiction(person.Id, d)).OfType<string>().FirstOrDefault();
    }

    private string? Contradiction(ReviewerId principal, Deputy deputy)
    {
        if (deputy.Id == principal)
        {
            return $"{principal} would be their own deputy.";
        }

        if (FindReviewer(deputy.Id) is not { } person)
        {
            return $"{deputy.Id} would stand in for {principal}, and the directory knows nothing of them.";
        }

        if (deputy.From > deputy.Until)
        {
            return $"{deputy.Id} would stand in for {principal} until before they begin.";
        }

        if (Reviewers.Sum(r => r.Deputies?.Count(d => d.Id == deputy.Id) ?? 0) > Deputy.MaxPrincipals)
        {
            return $"{deputy.Id} would stand in more than {Deputy.MaxPrincipals} times.";
        }

        return person.Deputies?.FirstOrDefault(deputy.Overlaps) is { } second
            ? $"{deputy.Id} would stand in for {principal} while {second.Id} stands in for {deputy.Id}: deputies have no deputies."
            : null;
    }

    private Tenant WithCodes(ReviewerId id, Func<CodeTries, CodeTries> change) =>
        this with { Reviewers = [.. Reviewers.Select(r => r.Id == id ? r with { Codes = change(r.Codes ?? CodeTries.None) } : r)] };

    private Tenant Revoke(Func<ApiKey, bool> which, DateTimeOffset now) =>
        this with { Keys = [.. Keys.Select(k => which(k) ? k with { RevokedAt = k.RevokedAt ?? now } : k)] };
}
