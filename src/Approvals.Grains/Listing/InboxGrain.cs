using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.GrainContracts;
using Approvals.Grains.Calls;
using Approvals.GrainContracts.Wire;
using Orleans.Concurrency;

namespace Approvals.Grains.Listing;

/// <summary>Reads a tenant's lists from the database; a request that time has changed since is asked itself.</summary>
[GrainType("approvals.inbox"), StatelessWorker(ListsAtOnce)]
internal sealed class InboxGrain(RequestListing listing, EngineTime time) : Grain, IInboxGrain
{
    private const int ListsAtOnce = 32;

    private TenantId Tenant =>
        GrainKeys.ParseTenant(this.GetPrimaryKeyString()) ?? throw new EngineException("That is no tenant's key.");

    public async Task<Envelope> ListAsync(Envelope filter)
    {
        var asked = filter.ReadCall<RequestFilter>();
        asked = asked with { Limit = Math.Clamp(asked.Limit, 1, RequestFilter.MaxLimit) };
        CallRights.Current.RequireViewing(asked.Viewer);
        if (await listing.ListAsync(Tenant, asked) is not { } page)
        {
            return Message.Of(new ListAnswer(null));
        }

        var items = new List<ApprovalRequest>(page.Items.Count);
        foreach (var item in page.Items)
        {
            var request = await PassTimeAsync(item);
            if (asked.Admits(request))
            {
                items.Add(request);
            }
        }

        return Message.Of(new ListAnswer(page with { Items = items }));
    }

    public async Task<Envelope> FollowAsync(Envelope follow)
    {
        var call = follow.ReadCall<FollowCall>();
        call = call with { Limit = Math.Clamp(call.Limit, 1, ChangePage.MaxLimit) };
        CallRights.Current.RequireViewing(call.Viewer);
        return Message.Of(new FollowAnswer(await listing.FollowAsync(Tenant, call)));
    }

    public async Task<Envelope> ListParkedAsync(Envelope parked)
    {
        CallRights.Current.RequireAuditor();
        var call = parked.ReadCall<ParkedCall>();
        call = call with { Limit = Math.Clamp(call.Limit, 1, ParkedPage.MaxLimit) };
        return Message.Of(new ParkedAnswer(await listing.ListParkedAsync(Tenant, call)));
    }

    private async Task<ApprovalRequest> PassTimeAsync(ApprovalRequest request) =>
        time.Now > request.DueAfter
            ? (await GrainFactory.GetGrain<IRequestGrain>(GrainKeys.Of(request.Tenant, request.Id)).FindAsync()).ReadOrNone<ApprovalRequest>() ?? request
            : request;
}
