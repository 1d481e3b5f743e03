using Approvals.Core.Tenants;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>One kind of entries of a directory.</summary>
/// <param name="All">Those that a tenant has.</param>
/// <param name="NameOf">By what an entry is called in addresses; no two are called the same.</param>
/// <param name="Show">How an entry is shown.</param>
/// <param name="Put">Adds an entry, or takes the place of the one of its name.</param>
internal sealed record EntryKind<TEntry, TView>(
    Func<Tenant, IEnumerable<TEntry>> All, Func<TEntry, string> NameOf, Func<TEntry, TView> Show, Func<TEntry, TenantChange> Put)
    where TEntry : class
    where TView : class
{
    public TEntry? Find(Tenant tenant, string name) => All(tenant).FirstOrDefault(e => NameOf(e) == name);
}
