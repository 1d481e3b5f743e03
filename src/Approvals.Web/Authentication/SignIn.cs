using System.Buffers.Text;
using System.Text.Json;
using Approvals.Core.Audit;
using Approvals.Core.Ports;
using Approvals.Core.Tenants;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Approvals.Web.Authentication;

/// <summary>Lets a sound token update a person's roles, where their tenant says that its issuer may.</summary>
internal sealed class SignIn(ITenants tenants, IAudit audit)
{
    /// <summary>The tenant, with the person's roles as the token has them, unless they were set after it was issued.</summary>
    public async Task<Tenant> UpdateAsync(
        Tenant tenant, TrustedIssuer issuer, Reviewer person, JsonWebToken token, CancellationToken cancellation)
    {
        if (issuer.Roles is not { } mapping || token.IssuedAt == DateTime.MinValue)
        {
            return tenant;
        }

        var issuedAt = new DateTimeOffset(token.IssuedAt, TimeSpan.Zero);
        var values = ReadValues(token, mapping.Claim);
        while (tenant.FindReviewer(person.Id) is { Active: true } now && !(now.RolesAt >= issuedAt))
        {
            var roles = mapping.RolesOf(now, values);
            if (roles.ToHashSet().SetEquals(now.Roles))
            {
                break;
            }

            var change = new TenantChange.AssignRoles(person.Id, roles, issuedAt);
            var act = new AuditedAct(
                $"sign-in of {person.Id}", "roles.assign", $"/v1/reviewers/{person.Id}: {string.Join(", ", roles.Select(r => r.Value))}");
            var place = await audit.BeginAsync(tenant.Id, act, cancellation);
            var outcome = await tenants.ChangeAsync(tenant.Id, tenant.Version, [change], cancellation);
            await audit.EndAsync(tenant.Id, place, new AuditedEnd(outcome is TenantOutcome.Stored ? "200" : "412 version_mismatch"), cancellation);
            if (outcome is TenantOutcome.Stored(var changed))
            {
                return changed;
            }

            if (outcome is not TenantOutcome.VersionMismatch)
            {
                throw new InvalidOperationException($"{outcome.GetType().Name} is not an outcome of assigning roles.");
            }

            tenant = await tenants.FindAsync(tenant.Id, cancellation) ?? tenant;
        }

        return tenant;
    }

    /// <summary>The claim's texts: one, or a list of them. All else gives nothing.</summary>
    private static List<string> ReadValues(JsonWebToken token, string claim) =>
        !JsonElement.Parse(Base64Url.DecodeFromChars(token.EncodedPayload)).TryGetProperty(claim, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)]
        : [];
}
