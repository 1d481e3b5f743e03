using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <summary>Appointments that meet each other, in time or in persons.</summary>
public class StandingInTests
{
    private static readonly Reviewer Dan = Some.Person("dan");

    private static readonly Reviewer Eve = Some.Person("eve");

    private static readonly Deputy Always = new() { Id = Dan.Id };

    private static readonly Deputy ThisWeek = new() { Id = Dan.Id, From = Some.Time, Until = Some.Time + TimeSpan.FromDays(7) };

    [Fact]
    public void DeputyOfTwoPeriodsThatMeet_CountsAsThePersonOnce()
    {
        var directory = new Directory(Dan, Given.Alice with { Deputies = [Always, ThisWeek] });
        var request = directory.Ask(Given.Requirement(1, "finance"));

        Assert.Equal(RequestStatus.Approved, directory.Approve(request, Dan).Status);
    }

    [Fact]
    public void SecondPeriodThatCameLate_TakesNothingFromTheFirst()
    {
        var directory = new Directory(Dan, Given.Alice with { Deputies = [Always] });
        var request = directory.Ask(Given.Requirement(1, "finance"));
        directory.Pass(Some.Tick);
        directory.Put(Given.Alice with { Deputies = [ThisWeek, Always] });

        Assert.Equal(RequestStatus.Approved, directory.Approve(request, Dan).Status);
    }

    [Fact]
    public void TwoDeputiesOfOneOwner_DoNotStepInTwice()
    {
        var olga = Some.Person("olga", "owner") with { Deputies = [Always, new Deputy { Id = Eve.Id }] };
        var directory = new Directory(Dan, Eve, olga);

        var request = directory.Ask(Given.Requirement(2, "finance"));

        Assert.Equal(Decision.QuorumImpossible, request.Decision!.Code);
    }

    [Fact]
    public void AppointmentBySomebodyInactive_IsAChangeToo_BecauseItKeepsOut()
    {
        var from = Some.Time + TimeSpan.FromHours(1);
        var directory = new Directory(Dan, Given.Alice with { Active = false, Deputies = [Always with { From = from }] });

        Assert.Equal(from, directory.Tenant.NextPeopleChange(Some.Time));
    }
}
