using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Npgsql;

namespace Approvals.Grains.Storage;

/// <summary>What is known of an agent when it asks: how many of its requests wait, and what was denied to it.</summary>
internal sealed class Admissions(ClusterDatabase database)
{
    /// <summary>
    /// Lets one more request of the agent wait, and tells what was denied to it. It holds until the request is stored,
    /// for two minutes.
    /// </summary>
    /// <returns>False where so many wait already; the last denial of this action to this agent, if it is kept.</returns>
    public async Task<(bool IsAdmitted, EarlierDenial? Denial)> AdmitAsync(Submission submission, int limit)
    {
        var found = await database.ReadAsync(
            static row => (row.GetBoolean(0), row.IsDBNull(1) ? null : ReadDenial(row, 1)),
            """
            SELECT admit($1, $2, $3, $4), d.id, d.status, d.at, d.reason
            FROM (VALUES (1)) AS one LEFT JOIN denials AS d ON d.tenant = $1 AND d.agent = $2 AND d.digest = $5
            """,
            submission.Tenant.Value,
            submission.Agent.Value,
            submission.Id.Value,
            limit,
            submission.Action.Digest.Value);
        return found[0];
    }

    /// <summary>The last denial of this action to this agent, if it is kept.</summary>
    public async Task<EarlierDenial?> FindDenialAsync(Submission submission)
    {
        var found = await database.ReadAsync(
            static row => ReadDenial(row, 0),
            "SELECT id, status, at, reason FROM denials WHERE tenant = $1 AND agent = $2 AND digest = $3",
            submission.Tenant.Value,
            submission.Agent.Value,
            submission.Action.Digest.Value);
        return found is [var denial] ? denial : null;
    }

    private static EarlierDenial ReadDenial(NpgsqlDataReader row, int first) => new(
        RequestId.Parse(row.GetString(first))!,
        Enum.Parse<RequestStatus>(row.GetString(first + 1), ignoreCase: true),
        new DateTimeOffset(row.GetInt64(first + 2), TimeSpan.Zero),
        row.GetString(first + 3));
}
