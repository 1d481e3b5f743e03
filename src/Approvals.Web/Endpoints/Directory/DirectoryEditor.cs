using System.Security.Cryptography;
using System.Text.Json;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Approvals.Web.Bodies;
using Approvals.Web.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Approvals.Web.Endpoints.Directory;

/// <summary>Shows and changes entries of a tenant's directory, each under an entity tag.</summary>
internal sealed class DirectoryEditor(ITenants tenants, IOptions<JsonOptions> json, TimeProvider time)
{
    private const int TagBytes = 12;

    /// <summary>The caller's tenant, which is there: their credential belongs to it.</summary>
    public async Task<Tenant> FindAsync(TenantId id, CancellationToken cancellation) =>
        await tenants.FindAsync(id, cancellation) ?? throw new InvalidOperationException($"There is no tenant {id}.");

    /// <summary>
    /// Changes the tenant by what is decided on it as it stands. Where somebody else changes it in between, it is
    /// decided again, on what they left.
    /// </summary>
    /// <param name="id">The tenant.</param>
    /// <param name="decide">The changes; it throws where there can be none.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">The entries cannot stand together.</exception>
    public async Task<Tenant> ChangeAsync(
        TenantId id, Func<Tenant, IReadOnlyList<TenantChange>> decide, CancellationToken cancellation)
    {
        while (true)
        {
            var tenant = await FindAsync(id, cancellation);
            switch (await tenants.ChangeAsync(id, tenant.Version, decide(tenant), cancellation))
            {
                case TenantOutcome.Stored(var changed):
                    return changed;
                case TenantOutcome.Contradiction(var reason):
                    throw new RefusedException(ProblemCode.DirectoryConflict, reason);
                case TenantOutcome.VersionMismatch:
                    break;
                case var other:
                    throw new InvalidOperationException($"{other.GetType().Name} is not an outcome of changing a tenant.");
            }
        }
    }

    /// <summary>Whether the tenant could be changed so; nothing is.</summary>
    /// <exception cref="RefusedException">The entries cannot stand together.</exception>
    public async Task TryAsync(TenantId id, Func<Tenant, IReadOnlyList<TenantChange>> decide, CancellationToken cancellation)
    {
        var tenant = await FindAsync(id, cancellation);
        try
        {
            tenant.Apply(decide(tenant), time.GetUtcNow());
        }
        catch (TenantContradictionException e)
        {
            throw new RefusedException(ProblemCode.DirectoryConflict, e.Message);
        }
    }

    /// <exception cref="RefusedException">What is there is not what the caller saw.</exception>
    public void Require<TView>(Precondition precondition, TView? there)
        where TView : class
    {
        var tag = there is null ? null : TagOf(there);
        if (!precondition.Allows(tag))
        {
            throw new RefusedException(
                ProblemCode.VersionMismatch,
                tag is null ? "There is no such entry." : $"The entry is {tag} by now, not what your precondition asks for. Look at it and try again.");
        }
    }

    /// <summary>Answers with an entry under its tag.</summary>
    public IResult Show<TView>(HttpContext context, TView entry)
        where TView : class
    {
        context.Response.Headers.ETag = TagOf(entry);
        return TypedResults.Ok(entry);
    }

    private string TagOf<TView>(TView entry) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry, json.Value.SerializerOptions)).AsSpan(0, TagBytes))}\"";
}
