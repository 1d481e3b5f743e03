using Approvals.Core.Tenants;
using Approvals.Web.Authentication;
using Approvals.Web.Bodies;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>What all kinds of entries have in common: they are listed, found, put and taken out, each under its tag.</summary>
internal sealed class DirectoryEntries(DirectoryEditor editor)
{
    public async Task<IResult> ListAsync<TEntry, TView>(HttpContext context, Caller caller, EntryKind<TEntry, TView> kind)
        where TEntry : class
        where TView : class
    {
        var query = new QueryReader(context.Request);
        var place = query.Place();
        query.RefuseTheRest();
        var tenant = await editor.FindAsync(caller.Tenant, context.RequestAborted);
        return TypedResults.Ok(Paging.Take(kind.All(tenant), kind.NameOf, place, kind.Show));
    }

    public async Task<IResult> FindAsync<TEntry, TView>(string name, HttpContext context, Caller caller, EntryKind<TEntry, TView> kind)
        where TEntry : class
        where TView : class
    {
        new QueryReader(context.Request).RefuseTheRest();
        var tenant = await editor.FindAsync(caller.Tenant, context.RequestAborted);
        return kind.Find(tenant, name) is { } entry ? editor.Show(context, kind.Show(entry)) : ApiProblem.NotFound();
    }

    /// <param name="context">The call.</param>
    /// <param name="caller">An admin.</param>
    /// <param name="kind">What kind of entry.</param>
    /// <param name="read">Reads the entry.</param>
    public async Task<IResult> PutAsync<TEntry, TView>(
        HttpContext context, Caller caller, EntryKind<TEntry, TView> kind, Func<JsonObjectReader, TEntry> read)
        where TEntry : class
        where TView : class
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        var body = await RequestBody.ReadObjectAsync(context.Request);
        var entry = read(body);
        body.RefuseTheRest();
        var tenant = await editor.ChangeAsync(
            caller.Tenant,
            before =>
            {
                editor.Require(precondition, kind.Find(before, kind.NameOf(entry)) is { } known ? kind.Show(known) : null);
                return [kind.Put(entry)];
            },
            context.RequestAborted);
        return editor.Show(context, kind.Show(kind.Find(tenant, kind.NameOf(entry))!));
    }

    /// <summary>Changes the entry that there is, if it is the one that the caller saw.</summary>
    /// <returns>The tenant after it.</returns>
    /// <exception cref="RefusedException">There is none, or another.</exception>
    public Task<Tenant> ChangeAsync<TEntry, TView>(
        string name, HttpContext context, Caller caller, EntryKind<TEntry, TView> kind, Func<TEntry, TenantChange> change)
        where TEntry : class
        where TView : class
    {
        new QueryReader(context.Request).RefuseTheRest();
        var precondition = Precondition.Read(context.Request);
        return editor.ChangeAsync(
            caller.Tenant,
            before =>
            {
                var entry = kind.Find(before, name) ?? throw EntryName.NotFound();
                editor.Require(precondition, kind.Show(entry));
                return [change(entry)];
            },
            context.RequestAborted);
    }
}
