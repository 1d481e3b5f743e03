using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Storage;

namespace Approvals.Web.Contract;

/// <summary>Something that was to be told and was given up.</summary>
/// <param name="Effect">Its id, under which the receiver knows it.</param>
/// <param name="RequestId">The request that it is of.</param>
/// <param name="Kind">What it is, such as <c>callBack</c> or <c>askReviewers</c>.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="At">When it was given up.</param>
/// <param name="Reason">Why the last attempt failed.</param>
internal sealed record ParkedEffectView(string Effect, RequestId RequestId, string Kind, int Attempts, DateTimeOffset At, string Reason)
{
    public static ParkedEffectView Of(ParkedEffect parked) => new(
        parked.Id.Value,
        parked.Id.Request,
        JsonNamingPolicy.CamelCase.ConvertName(parked.Effect.GetType().Name),
        parked.Attempts,
        parked.At,
        parked.Reason);
}
