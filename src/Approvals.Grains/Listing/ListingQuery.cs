using System.Globalization;
using System.Text;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Approvals.Grains.Storage;
using Npgsql;

namespace Approvals.Grains.Listing;

/// <summary>Says a filter in SQL. What waits for somebody's review is walked in the inbox, the rest in the requests.</summary>
internal static class ListingQuery
{
    /// <summary>Behind <c>requests AS r</c>: their records as <c>g</c>.</summary>
    public const string WithRecords =
        "JOIN grain_records AS g ON g.service = r.service AND g.kind = 'request' AND g.key = r.tenant || '/' || r.id";

    /// <returns>Selects the ids and records of a page and one more, the newest first.</returns>
    public static NpgsqlCommand Create(ClusterDatabase database, TenantId tenant, RequestFilter filter, long after)
    {
        var command = database.Command("", tenant.Value, after, filter.Limit + 1);
        var where = new StringBuilder("r.tenant = $1 AND r.seq < $2");
        void Require(string condition, object value)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            where.Append(CultureInfo.InvariantCulture, $" AND {condition} ${command.Parameters.Count}");
        }

        RequireVisible(filter.Viewer, Require);
        RequireNamed(filter, Require);
        var source = "";
        if (filter.Status == RequestStatus.Pending && NamesToWalk(filter) is { } names)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = names });
            source = string.Create(CultureInfo.InvariantCulture, $"r.seq IN (SELECT seq FROM inbox WHERE tenant = $1 AND name = ANY (${command.Parameters.Count}) AND seq < $2) AND ");
        }

        command.CommandText = $"SELECT r.id, g.record FROM requests AS r {WithRecords} WHERE {source}{where} ORDER BY r.seq DESC LIMIT $3";
        return command;
    }

    /// <returns>
    /// Selects the places, ids and records of the changes after a place, the oldest first; before them, in a row of its own
    /// without an id, the last place of all that the tenant has, whether the place asked for can be one, and by whose numbers.
    /// </returns>
    public static NpgsqlCommand CreateChanges(ClusterDatabase database, TenantId tenant, Viewer viewer, ChangePlace after, int limit)
    {
        var command = database.Command("", tenant.Value, after.Transaction, after.Seq, limit);
        var where = new StringBuilder("r.tenant = $1 AND (r.changed, r.seq) > ($2::xid8, $3) AND r.changed < pg_snapshot_xmin(pg_current_snapshot())");
        RequireVisible(viewer, (condition, value) =>
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
            where.Append(CultureInfo.InvariantCulture, $" AND {condition} ${command.Parameters.Count}");
        });
        command.CommandText =
            $"""
            SELECT NULL::text AS id, l.changed::text, l.seq, NULL::bytea AS record, $2::xid8 < pg_snapshot_xmax(pg_current_snapshot()) AS is_place, change_history() AS history
            FROM (SELECT 1) AS one LEFT JOIN LATERAL (
                SELECT r.changed, r.seq FROM requests AS r WHERE r.tenant = $1 AND r.changed < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY r.changed DESC, r.seq DESC LIMIT 1) AS l ON true
            UNION ALL
            SELECT * FROM (
                SELECT r.id, r.changed::text, r.seq, g.record, true, NULL::text
                FROM requests AS r {WithRecords} WHERE {where} ORDER BY r.changed, r.seq LIMIT $4) AS changes
            """;
        return command;
    }

    private static void RequireNamed(RequestFilter filter, Action<string, object> require)
    {
        if (filter.Status is { } status)
        {
            require("r.status =", EnumWords.Of(status));
        }

        if (filter.Tool is { } tool)
        {
            require("r.tool =", tool);
        }

        if (filter.Agent is { } agent)
        {
            require("r.agent =", agent.Value);
        }

        if (filter.Role is { } role)
        {
            require("r.names &&", new[] { role.Value });
        }

        // Whose own request it is, the filter says of each.
        if (filter.ReviewableBy is { } person)
        {
            require("r.names &&", NamesOf(person));
        }
    }

    private static void RequireVisible(Viewer viewer, Action<string, object> require)
    {
        switch (viewer)
        {
            case Viewer.Agent(var agent):
                require("r.agent =", agent.Value);
                break;
            case Viewer.Executor(var executor):
                require("r.executor =", executor.Value);
                break;
            case Viewer.Person person:
                require("r.names &&", NamesOf(person));
                break;
            case Viewer.Auditor:
                break;
            default:
                throw new ArgumentException($"{viewer.GetType().Name} is not a viewer.", nameof(viewer));
        }
    }

    /// <summary>The fewest names in the inbox that hold all that the filter lets through.</summary>
    private static string[]? NamesToWalk(RequestFilter filter) => filter.Role is { } role
        ? [role.Value]
        : (filter.ReviewableBy ?? filter.Viewer as Viewer.Person) is { } person ? NamesOf(person) : null;

    /// <summary>What the inbox has for the person and for those whom they stand in for: by role, and by name.</summary>
    private static string[] NamesOf(Viewer.Person person) =>
    [
        .. person.Standing.Principals.Select(p => p.Principal).Prepend(person.Standing)
            .SelectMany(s => s.Grants.Select(g => g.Role.Value).Append(ReviewerNames.Of(s.Id)))
            .Distinct(StringComparer.Ordinal),
    ];
}
