using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Tenants;

public class TenantTests
{
    private static readonly Reviewer Ann = Some.Person("ann", "finance");
    private static readonly Reviewer Bob = Some.Person("bob", "finance");
    private static readonly Tenant Empty = new() { Id = Some.Tenant, CreatedAt = Some.Time };

    [Fact]
    public void EveryChange_HasItsVersionAndTime()
    {
        var tenant = Empty.Apply([Put(Ann), Put(Bob)], Some.Time + Some.Tick);

        Assert.Equal((3, Some.Time + Some.Tick), (tenant.Version, tenant.UpdatedAt));
    }

    [Fact]
    public void EntriesMayContradictEachOtherOnTheWay()
    {
        var identity = new Identity("https://id.example", "1");
        var tenant = Empty.Apply([Put(Ann with { Identities = [identity] }), Put(Bob)], Some.Time);

        var swapped = tenant.Apply([Put(Bob with { Identities = [identity] }), Put(Ann)], Some.Time);

        Assert.Equal(Bob.Id, swapped.FindReviewer(identity)!.Id);
    }

    [Fact]
    public void DeputiesHaveNoDeputies_AtAnyMoment()
    {
        var carl = Some.Person("carl");
        var noon = Some.Time;
        var morning = new Deputy { Id = Bob.Id, Until = noon };
        var afternoon = new Deputy { Id = carl.Id, From = noon + Some.Tick };

        AssertContradicts("deputies have no deputies", Put(carl), Put(Bob with { Deputies = [afternoon with { From = noon }] }), Put(Ann with { Deputies = [morning] }));
        Empty.Apply([Put(carl), Put(Bob with { Deputies = [afternoon] }), Put(Ann with { Deputies = [morning] })], noon);
    }

    [Fact]
    public void DeputyUntilTheEndOfTheCalendar_CeasesAtNoMoment()
    {
        var forEver = new Deputy { Id = Bob.Id, From = Some.Time + Some.Tick, Until = DateTimeOffset.MaxValue };
        var tenant = Empty.Apply([Put(Bob), Put(Ann with { Deputies = [forEver] })], Some.Time);

        Assert.Equal(Some.Time + Some.Tick, tenant.NextPeopleChange(Some.Time));
        Assert.Null(tenant.NextPeopleChange(Some.Time + Some.Tick));
    }

    [Fact]
    public void DeputyMustBeSomebodyElseOfTheDirectory()
    {
        AssertContradicts("their own deputy", Put(Ann with { Deputies = [new Deputy { Id = Ann.Id }] }));
        AssertContradicts("knows nothing of them", Put(Ann with { Deputies = [new Deputy { Id = Bob.Id }] }));
        AssertContradicts("until before they begin", Put(Bob), Put(Ann with { Deputies = [new Deputy { Id = Bob.Id, From = Some.Time, Until = Some.Time - Some.Tick }] }));
    }

    [Fact]
    public void DeputiesAreFew()
    {
        var people = Enumerable.Range(0, Deputy.MaxPrincipals + 1).Select(i => Some.Person($"p{i}")).ToList();
        Deputy[] deputies = [.. people.Take(Deputy.MaxDeputies).Select(p => new Deputy { Id = p.Id })];
        var bob = new Deputy { Id = Bob.Id };

        Empty.Apply([.. people.Select(Put), Put(Ann with { Deputies = [.. deputies] })], Some.Time);
        AssertContradicts("5 is the most", [.. people.Select(Put), Put(Ann with { Deputies = [.. deputies, new Deputy { Id = people[^1].Id }] })]);
        Empty.Apply([Put(Bob), .. people.Take(Deputy.MaxPrincipals).Select(p => Put(p with { Deputies = [bob] }))], Some.Time);
        AssertContradicts("more than 20 times", [Put(Bob), .. people.Select(p => Put(p with { Deputies = [bob] }))]);
    }

    [Fact]
    public void AgentAndExecutor_HaveDifferentNames() => AssertContradicts(
        "an agent and an executor",
        new TenantChange.PutAgent(new Agent(Some.Agent)),
        new TenantChange.PutExecutor(new Executor(new ExecutorId(Some.Agent.Value))));

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_001)]
    public void LimitOfPending_HasLimits(int limit)
    {
        AssertContradicts("1 to 1000000", new TenantChange.LimitPending(limit));
        Assert.Equal(1_000_000, Empty.Apply([new TenantChange.LimitPending(1_000_000)], Some.Time).PendingPerAgent);
    }

    [Fact]
    public void WhereExecutorsAreListed_APermitNamesOneOfThemOrTheClaimant()
    {
        var listed = Empty.Apply([new TenantChange.PutExecutor(new Executor(Some.Executor))], Some.Time);
        ExecutorId agent = new("payer"), other = new("other");

        Assert.True(Empty.MayExecute(other, agent));
        Assert.True(listed.MayExecute(Some.Executor, agent));
        Assert.True(listed.MayExecute(agent, agent));
        Assert.False(listed.MayExecute(other, agent));
    }

    [Fact]
    public void AgentNames_WhatItAndItsKeyBothAllow()
    {
        var (ours, theirs) = (CallbackOrigin.Parse("https://ours.example")!, CallbackOrigin.Parse("https://theirs.example")!);
        var key = new ApiKey
        {
            Id = new KeyId("k1"),
            Holder = new KeyHolder.ForAgent(Some.Agent),
            SecretHash = Some.Hash("k1"),
            CreatedAt = Some.Time,
            Environments = [ApiKey.AnyEnvironment],
            CallbackOrigins = [ours, theirs],
        };
        var open = new Agent(Some.Agent);
        var bound = open with { Environments = ["test"], CallbackOrigins = [ours] };

        Assert.True(open.MayName("prod", key) && open.MayName(theirs, key));
        Assert.True(bound.MayName("test", key) && bound.MayName(ours, key));
        Assert.False(bound.MayName("prod", key));
        Assert.False(bound.MayName(theirs, key));
        Assert.False(open.MayName(ours, key with { CallbackOrigins = null }));
        Assert.False(bound.MayName("test", key with { Environments = [] }));
    }

    [Theory]
    [InlineData("https://Agent.example:443/hook?x=1", "https://agent.example")]
    [InlineData("https://agent.example:8443/hook", "https://agent.example:8443")]
    [InlineData("http://127.0.0.1:80", "http://127.0.0.1")]
    [InlineData("https://[2001:db8::1]/x", "https://[2001:db8::1]")]
    [InlineData("https://user@agent.example/", null)]
    [InlineData("ftp://agent.example/", null)]
    [InlineData("file:///etc/passwd", null)]
    public void Origin_IsSchemeHostAndPort(string address, string? origin) =>
        Assert.Equal(origin, CallbackOrigin.OfAddress(new Uri(address))?.Value);

    [Theory]
    [InlineData("https://agent.example/")]
    [InlineData("https://agent.example:443")]
    [InlineData("https://AGENT.example")]
    [InlineData("agent.example")]
    [InlineData("*")]
    public void OriginThatIsWrittenOtherwise_IsNone(string text) => Assert.Null(CallbackOrigin.Parse(text));

    private static TenantChange Put(Reviewer person) => new TenantChange.PutReviewer(person);

    private static void AssertContradicts(string reason, params TenantChange[] changes) =>
        Assert.Contains(reason, Assert.Throws<TenantContradictionException>(() => Empty.Apply(changes, Some.Time)).Message, StringComparison.Ordinal);
}
