using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Tenants;

/// <summary>What a sign-in does to a person's roles, and when it does nothing.</summary>
public class SignInTests
{
    private static readonly RoleName Finance = new("finance");
    private static readonly RoleName Security = new("security");
    private static readonly Reviewer Ann = Some.Person("ann", "approver");
    private static readonly RoleClaim Groups = new("groups", [new MappedRole("fin", Finance), new MappedRole("money", Finance), new MappedRole("sec", Security)]);
    private static readonly Tenant Tenant = new Tenant { Id = Some.Tenant, CreatedAt = Some.Time }.Apply([new TenantChange.PutReviewer(Ann)], Some.Time);

    [Theory]
    [InlineData("fin,sec,other", "approver,finance,security")]
    [InlineData("fin,money", "approver,finance")]
    [InlineData("FIN", "approver")]
    [InlineData("", "approver")]
    public void MappedRoles_AreThoseOfTheClaim_AndTheOthersStay(string values, string roles) => Assert.Equal(
        roles.Split(','), Groups.RolesOf(Ann with { Roles = [new RoleName("approver"), Security] }, values.Split(',')).Select(r => r.Value).Order());

    [Fact]
    public void TokenIssuedLater_SetsTheRoles()
    {
        var signedIn = SignIn(Tenant, Some.Time + TimeSpan.FromSeconds(1), Finance);

        Assert.Equal([Finance], signedIn.FindReviewer(Ann.Id)!.Roles);
        Assert.Equal(Some.Time + TimeSpan.FromSeconds(1), signedIn.FindReviewer(Ann.Id)!.RolesAt);
        Assert.Equal(signedIn.UpdatedAt, signedIn.PeopleAt);
    }

    [Fact]
    public void TokenIssuedBeforeTheRolesWereSet_GivesAndTakesNothing()
    {
        var later = Some.Time + TimeSpan.FromMinutes(5);
        var taken = SignIn(SignIn(Tenant, Some.Time + Some.Tick, Finance), later);

        Assert.Empty(SignIn(taken, later - Some.Tick, Finance).FindReviewer(Ann.Id)!.Roles);
        Assert.Equal(["approver"], SignIn(Tenant, Some.Time, Finance).FindReviewer(Ann.Id)!.Roles.Select(r => r.Value));
    }

    [Fact]
    public void PutThatLeavesTheRoles_LeavesTheirTime()
    {
        var again = Tenant.Apply([new TenantChange.PutReviewer(Ann with { Identities = [new Identity("https://id.example", "1")] })], Some.Time + TimeSpan.FromHours(1));

        Assert.Equal(Some.Time, again.FindReviewer(Ann.Id)!.RolesAt);
    }

    [Fact]
    public void StrangerSigningIn_ChangesNobody() => Assert.Equal(
        ["approver"],
        Assert.Single(Tenant.Apply([new TenantChange.AssignRoles(new ReviewerId("stranger"), [Finance], Some.Time + Some.Tick)], Some.Time + Some.Tick).Reviewers).Roles.Select(r => r.Value));

    private static Tenant SignIn(Tenant tenant, DateTimeOffset issuedAt, params RoleName[] roles) =>
        tenant.Apply([new TenantChange.AssignRoles(Ann.Id, [.. roles], issuedAt)], issuedAt + TimeSpan.FromSeconds(1));
}
