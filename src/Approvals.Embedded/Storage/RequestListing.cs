using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Requests;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>Says a filter in SQL. What waits for a role's review is walked in the inbox, the rest in the requests.</summary>
internal static class RequestListing
{
    /// <param name="connection">Where it will run.</param>
    /// <param name="tenant">Whose requests.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="after">The place after which the page begins.</param>
    /// <returns>Selects the ids and records of a page and one more, the newest first.</returns>
    public static SqliteCommand Create(SqliteConnection connection, TenantId tenant, RequestFilter filter, long? after)
    {
        var command = connection.CreateCommand();
        var where = new StringBuilder("r.tenant = $tenant");
        command.Parameters.AddWithValue("$tenant", tenant.Value);
        command.Parameters.AddWithValue("$limit", filter.Limit + 1);
        void Require(string condition, string name, object value)
        {
            where.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        }

        RequireVisible(filter.Viewer, Require);
        RequireNamed(filter, Require);
        if (after is { } place)
        {
            Require("r.seq < $after", "$after", place);
        }

        command.CommandText = filter.Status == RequestStatus.Pending && NamesToWalk(filter) is { } names
            ? WalkInbox(command, names, where.ToString(), after is not null)
            : $"SELECT r.id, r.record FROM requests AS r WHERE {where} ORDER BY r.seq DESC LIMIT $limit";
        return command;
    }

    /// <returns>Selects the places, ids and records of the changes after a place, the oldest first.</returns>
    public static SqliteCommand CreateChanges(SqliteConnection connection, TenantId tenant, Viewer viewer, long after, int limit)
    {
        var command = connection.CreateCommand();
        var where = new StringBuilder("r.changed > $after AND r.tenant = $tenant");
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$tenant", tenant.Value);
        command.Parameters.AddWithValue("$limit", limit);
        RequireVisible(viewer, (condition, name, value) =>
        {
            where.Append(" AND ").Append(condition);
            command.Parameters.AddWithValue(name, value);
        });
        command.CommandText =
            $"SELECT r.changed, r.id, r.record FROM requests AS r INDEXED BY requests_by_change WHERE {where} ORDER BY r.changed LIMIT $limit";
        return command;
    }

    private static void RequireNamed(RequestFilter filter, Action<string, string, object> require)
    {
        if (filter.Status is { } status)
        {
            require("r.status = $status", "$status", EnumWords.Of(status));
        }

        if (filter.Tool is { } tool)
        {
            require("r.tool = $tool", "$tool", tool);
        }

        if (filter.Agent is { } agent)
        {
            require("r.agent = $agent", "$agent", agent.Value);
        }

        if (filter.Role is { } role)
        {
            require(AnyOf("$role"), "$role", ToArray([role.Value]));
        }

        // Whose own request it is, the filter says of each.
        if (filter.ReviewableBy is { } person)
        {
            require(AnyOf("$mine"), "$mine", ToArray(NamesOf(person)));
        }
    }

    private static void RequireVisible(Viewer viewer, Action<string, string, object> require)
    {
        switch (viewer)
        {
            case Viewer.Agent(var agent):
                require("r.agent = $viewer", "$viewer", agent.Value);
                break;
            case Viewer.Executor(var executor):
                require("r.executor = $viewer", "$viewer", executor.Value);
                break;
            case Viewer.Person person:
                require(AnyOf("$viewer"), "$viewer", ToArray(NamesOf(person)));
                break;
            case Viewer.Auditor:
                break;
            default:
                throw new ArgumentException($"{viewer.GetType().Name} is not a viewer.", nameof(viewer));
        }
    }

    /// <summary>The fewest names in the inbox that hold all that the filter lets through.</summary>
    private static ImmutableArray<string>? NamesToWalk(RequestFilter filter) => filter.Role is { } role
        ? [role.Value]
        : (filter.ReviewableBy ?? filter.Viewer as Viewer.Person) is { } person ? NamesOf(person) : null;

    /// <summary>What the inbox has for the person and for those whom they stand in for: by role, and by name.</summary>
    private static ImmutableArray<string> NamesOf(Viewer.Person person) =>
    [
        .. person.Standing.Principals.Select(p => p.Principal).Prepend(person.Standing)
            .SelectMany(s => s.Grants.Select(g => g.Role.Value).Append(ReviewerNames.Of(s.Id))),
    ];

    /// <summary>Each role's part of the inbox is in order, so a page of several is a merge that stops when it is full.</summary>
    private static string WalkInbox(SqliteCommand command, ImmutableArray<string> names, string where, bool isLaterPage)
    {
        var walks = names.Distinct(StringComparer.Ordinal).Select((who, i) =>
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"$walk{i}");
            command.Parameters.AddWithValue(name, who);
            var place = isLaterPage ? " AND i.seq < $after" : "";
            return $"SELECT i.seq AS seq FROM inbox AS i CROSS JOIN requests AS r ON r.seq = i.seq WHERE i.tenant = $tenant AND i.role = {name}{place} AND {where}";
        });
        return $"SELECT id, record FROM requests WHERE seq IN (SELECT seq FROM ({string.Join(" UNION ", walks)} ORDER BY seq DESC LIMIT $limit)) ORDER BY seq DESC";
    }

    private static string AnyOf(string parameter) =>
        $"EXISTS (SELECT 1 FROM json_each(r.roles) AS j JOIN json_each({parameter}) AS p ON j.value = p.value)";

    private static string ToArray(IEnumerable<string> names) => JsonSerializer.Serialize(names);
}
