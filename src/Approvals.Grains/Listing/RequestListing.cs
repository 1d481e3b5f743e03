using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Grains.Storage;
using Approvals.GrainContracts;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Approvals.Grains.Listing;

/// <summary>Reads pages of requests, the newest first.</summary>
internal sealed partial class RequestListing(ClusterDatabase database, ILogger<RequestListing> logger)
{
    /// <returns>Null where the filter's place in the list is none.</returns>
    public async Task<RequestPage?> ListAsync(TenantId tenant, RequestFilter filter)
    {
        var after = filter.After is null ? long.MaxValue : await FindPlaceAsync(tenant, filter.After);
        if (after is null)
        {
            return null;
        }

        await using var command = ListingQuery.Create(database, tenant, filter, after.Value);
        var rows = await ReadAsync(command, filter.Limit);
        return new RequestPage(
            [.. rows.Select(r => Read(tenant, r)?.Request).OfType<ApprovalRequest>()],
            rows.Count == filter.Limit && rows[^1].HasMore ? rows[^1].Id : null);
    }

    /// <returns>Null where the place is none.</returns>
    public async Task<ChangePage?> FollowAsync(TenantId tenant, FollowCall call)
    {
        var after = call.After is null ? ChangePlace.Begin : ChangePlace.Parse(call.After);
        if (after is null)
        {
            return null;
        }

        await using var command = ListingQuery.CreateChanges(database, tenant, call.Viewer, after, call.After is null ? 0 : call.Limit);
        await using var reader = await command.ExecuteReaderAsync();
        var (items, last, rows, history) = (new List<ChangedRequest>(), after, 0, "");
        while (await reader.ReadAsync())
        {
            var place = await reader.IsDBNullAsync(1) ? after : new ChangePlace(history, reader.GetString(1), reader.GetInt64(2));
            if (await reader.IsDBNullAsync(0))
            {
                history = reader.GetString(5);
                if (call.After is not null && (!reader.GetBoolean(4) || after.History != history))
                {
                    return null;
                }

                (after, last) = (after with { History = history }, (place with { History = history }).Or(after) with { History = history });
                continue;
            }

            rows++;
            after = place;
            if (Read(tenant, new Found(reader.GetString(0), (byte[])reader.GetValue(3), HasMore: false))?.Request is { } request && call.Viewer.Sees(request))
            {
                items.Add(new ChangedRequest(place.ToString(), request));
            }
        }

        return new ChangePage(items, (rows < call.Limit ? last.Or(after) : after).ToString()) { HasMore = rows == call.Limit };
    }

    /// <returns>Null where the place in the list is none.</returns>
    public async Task<ParkedPage?> ListParkedAsync(TenantId tenant, ParkedCall call)
    {
        var after = call.After is null ? long.MaxValue : await FindPlaceAsync(tenant, call.After);
        if (after is null)
        {
            return null;
        }

        await using var command = database.Command(
            $"""
            SELECT r.id, g.record FROM requests AS r {ListingQuery.WithRecords}
            WHERE r.tenant = $1 AND r.is_parked AND r.seq < $2 ORDER BY r.seq DESC LIMIT $3
            """,
            tenant.Value,
            after.Value,
            call.Limit + 1);
        var rows = await ReadAsync(command, call.Limit);
        return new ParkedPage(
            [.. rows.SelectMany(r => Read(tenant, r)?.Parked ?? [])],
            rows.Count == call.Limit && rows[^1].HasMore ? rows[^1].Id : null);
    }

    [LoggerMessage(2040, LogLevel.Error, "The stored request {Request} of tenant {Tenant} cannot be read and is left out of a list.")]
    private static partial void LogLeftOut(ILogger logger, Exception cause, string request, TenantId tenant);

    /// <summary>As many as the limit; the last says whether there are more.</summary>
    private static async Task<List<Found>> ReadAsync(NpgsqlCommand command, int limit)
    {
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Found>();
        while (await reader.ReadAsync())
        {
            if (rows.Count == limit)
            {
                rows[^1] = rows[^1] with { HasMore = true };
                break;
            }

            rows.Add(new Found(reader.GetString(0), (byte[])reader.GetValue(1), HasMore: false));
        }

        return rows;
    }

    /// <summary>The place of the last request of the page before, by its id: what a caller sees says nothing of others.</summary>
    private async Task<long?> FindPlaceAsync(TenantId tenant, string after) =>
        await database.ReadFirstAsync<long>("SELECT seq FROM requests WHERE tenant = $1 AND id = $2", tenant.Value, after) is > 0 and var seq
            ? seq
            : null;

    private RequestRecord? Read(TenantId tenant, Found found)
    {
        try
        {
            return RequestRecord.FromJson(found.Record);
        }
        catch (StoredFormatException e)
        {
            LogLeftOut(logger, e, found.Id, tenant);
            return null;
        }
    }

    private sealed record Found(string Id, byte[] Record, bool HasMore);
}
