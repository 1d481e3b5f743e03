using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Tenants;

/// <summary>What is taken out of a directory, and what goes with it.</summary>
public class RemovalTests
{
    private static readonly Tenant Empty = new() { Id = Some.Tenant, CreatedAt = Some.Time };
    private static readonly KeyId Key = new("k1");
    private static readonly DateTimeOffset Later = Some.Time + TimeSpan.FromHours(1);

    [Fact]
    public void AgentThatIsTakenOut_LeavesNoKeyInForce()
    {
        var tenant = With(new KeyHolder.ForAgent(Some.Agent), new TenantChange.PutAgent(new Agent(Some.Agent)))
            .Apply([new TenantChange.RemoveAgent(Some.Agent)], Later);

        Assert.Null(tenant.FindAgent(Some.Agent));
        Assert.Equal(Later, tenant.FindKey(Key)!.RevokedAt);
    }

    [Fact]
    public void ExecutorThatIsTakenOut_LeavesNoKeyInForce_AndTheTenantStillListsItsExecutors()
    {
        var tenant = With(new KeyHolder.ForExecutor(Some.Executor), new TenantChange.PutExecutor(new Executor(Some.Executor)))
            .Apply([new TenantChange.RemoveExecutor(Some.Executor)], Later);

        ExecutorId claimant = new("payer");
        Assert.Equal(Later, tenant.FindKey(Key)!.RevokedAt);
        Assert.True(tenant.MayExecute(claimant, claimant));
        Assert.False(tenant.MayExecute(Some.Executor, claimant));
    }

    [Fact]
    public void ExecutorTakenOutWhereNoneIsListed_BeginsNoList() =>
        Assert.Null(Empty.Apply([new TenantChange.RemoveExecutor(Some.Executor)], Later).Executors);

    [Fact]
    public void IssuerThatIsDistrusted_IsGone_WhateverRolesItGave()
    {
        var issuer = new TrustedIssuer("https://id.example", "approvals");
        var mapped = issuer with { Roles = new RoleClaim("groups", []) };
        var trusted = Empty.Apply([new TenantChange.TrustIssuer(issuer), new TenantChange.TrustIssuer(mapped)], Some.Time);

        Assert.Equal("groups", Assert.Single(trusted.Issuers).Roles?.Claim);
        Assert.Empty(trusted.Apply([new TenantChange.DistrustIssuer(issuer)], Later).Issuers);
    }

    [Fact]
    public void KeyIsInForce_UntilItsEnd_WhicheverComesFirst()
    {
        var end = Later + TimeSpan.FromHours(1);
        var key = With(new KeyHolder.ForAdmin()).Apply([new TenantChange.ExpireKey(Key, end), new TenantChange.ExpireKey(Key, end + Some.Tick)], Later).FindKey(Key)!;

        Assert.Equal(end, key.ExpiresAt);
        Assert.True(key.IsInForce(end));
        Assert.False(key.IsInForce(end + Some.Tick));
        Assert.False((key with { RevokedAt = end }).IsInForce(Later));
    }

    [Fact]
    public void AdminsKeyThatExpired_AdministersNothing()
    {
        var tenant = With(new KeyHolder.ForAdmin()).Apply([new TenantChange.ExpireKey(Key, Later)], Some.Time);

        Assert.True(tenant.MayAdminister(new Administrator.Key(Key), Later));
        Assert.False(tenant.MayAdminister(new Administrator.Key(Key), Later + Some.Tick));
    }

    [Fact]
    public void DirectoriesHaveTheirLimits()
    {
        var most = Enumerable.Range(0, Tenant.MostIssuers).Select(i => new TrustedIssuer($"https://{i}.example", "a")).ToList();
        var full = Empty.Apply(most.Select(i => new TenantChange.TrustIssuer(i)), Some.Time);

        var refused = Assert.Throws<TenantContradictionException>(
            () => full.Apply([new TenantChange.TrustIssuer(new TrustedIssuer("https://one.more.example", "a"))], Later));
        Assert.Equal("There would be 51 issuers; 50 is the most.", refused.Message);
    }

    private static Tenant With(KeyHolder holder, params TenantChange[] first) => Empty.Apply(
        [
            .. first,
            new TenantChange.AddKey(new ApiKey { Id = Key, Holder = holder, SecretHash = Some.Hash("k1"), CreatedAt = Some.Time }),
        ],
        Some.Time);
}
