using Approvals.Core.Identifiers;
using Approvals.Core.Requests;

namespace Approvals.Grains.Storage;

/// <summary>What is known of an agent when it asks: how many of its requests wait, and what was denied to it.</summary>
internal sealed class Admissions(ClusterDatabase database)
{
    /// <summary>Lets one more request of the agent wait. It holds until the request is stored, for two minutes.</summary>
    /// <returns>False where so many wait already.</returns>
    public Task<bool> AdmitAsync(Submission submission, int limit) => database.ReadFirstAsync<bool>(
        "SELECT admit($1, $2, $3, $4)", submission.Tenant.Value, submission.Agent.Value, submission.Id.Value, limit);

    /// <summary>The last denial of this action to this agent, if it is kept.</summary>
    public async Task<EarlierDenial?> FindDenialAsync(Submission submission)
    {
        var found = await database.ReadAsync(
            static row => new EarlierDenial(
                RequestId.Parse(row.GetString(0))!,
                Enum.Parse<RequestStatus>(row.GetString(1), ignoreCase: true),
                new DateTimeOffset(row.GetInt64(2), TimeSpan.Zero),
                row.GetString(3)),
            "SELECT id, status, at, reason FROM denials WHERE tenant = $1 AND agent = $2 AND digest = $3",
            submission.Tenant.Value,
            submission.Agent.Value,
            submission.Action.Digest.Value);
        return found is [var denial] ? denial : null;
    }
}
