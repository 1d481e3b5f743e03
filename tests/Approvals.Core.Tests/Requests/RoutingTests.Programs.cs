using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <content>Programs, which are told everything, and what comes once a day.</content>
public partial class RoutingTests
{
    [Fact]
    public void Program_IsToldEverything_AndChangesNothingForPeople()
    {
        Watch();
        var record = Asked(Ask(Urgency.Normal, Tiered("finance")));
        Assert.Equal(["asked  board", "asked ann mail", "asked ben mail"], Routes(record));

        record = Tell(record);
        record = Done(RequestRecord.After(record, Clock.Tick(record.Request, Some.Time.AddMinutes(6)))!);
        Assert.Equal(["askedMore  board", "asked dora mail"], Routes(record));

        record = Tell(record);
        record = Done(RequestRecord.After(record, Clock.Tick(record.Request, record.Request.HalfTime!.Value + Some.Tick))!);
        Assert.Equal(["reminded  board", "reminded ann mail", "reminded ben mail", "reminded dora mail"], Routes(record));

        record = Tell(record);
        record = Done(RequestRecord.After(record, _directory.Review(record.Request, Ben))!);
        Assert.Equal(["decided  board", "decided ann mail", "decided ben mail", "decided dora mail"], Routes(record));
    }

    [Theory]
    [InlineData(Urgency.Low)]
    [InlineData(Urgency.Normal)]
    [InlineData(Urgency.High)]
    [InlineData(Urgency.Critical)]
    public void Program_IsNobodysChannel(Urgency urgency)
    {
        Watch();
        Assert.DoesNotContain(new ChannelName("board"), _directory.Tenant.RouteOf(urgency).Channels);
        Assert.Equal("asked  board", Routes(Asked(urgency))[0]);
    }

    [Fact]
    public void ProgramThatIsGone_IsNoPersonWhoIsNot()
    {
        Watch();
        var record = Asked(Ask(Urgency.Normal, Tiered("finance")));

        record = record.Settle([new Settlement.GivenUp(record.Outbox[0].Id, "410.")], _directory.Tenant, _directory.Now);

        Assert.Equal([0], record.Request.TiersReached);
        Assert.Single(record.Parked!.Value);
        record = Done(RequestRecord.After(record, _directory.Review(record.Request, Ben))!);
        Assert.Contains("decided  board", Routes(record));
    }

    [Fact]
    public void ProgramThatWasTold_ReachesNobodyInAPlaceThatIsGone()
    {
        Watch();
        _directory.Change(new TenantChange.PutChannel(new TenantChannel { Name = new ChannelName("room"), Settings = new ChannelSettings.Slack { Team = "T01", Conversation = "C01" } }));
        _directory.Put(Ann with { Reachable = new Reachability { Contacts = new Contacts { Slack = new SlackAccount("T01", "U01") } } });
        var record = Asked(Ask(Urgency.Normal, Tiered("finance") with { Channels = [new ChannelName("room")] }));
        Assert.Equal(["asked  board", "asked  room"], Routes(record));

        record = record.Settle(
            [new Settlement.Done(record.Outbox[0].Id), new Settlement.GivenUp(record.Outbox[1].Id, "Gone.")], _directory.Tenant, _directory.Now);

        Assert.Equal([1], record.Request.TiersReached);
    }

    [Fact]
    public void PolicyThatNamesAProgramAlone_AsksPeopleAsTheTenantDoes()
    {
        Watch();
        var request = Ask(Urgency.Normal, Given.Requirement(1, "finance") with { Channels = [new ChannelName("board")] });

        Assert.Equal(["asked  board", "asked ann mail", "asked ben mail"], Routes(Asked(request)));
    }

    [Fact]
    public void RouteByAProgram_OrOnceADayForWhatIsMore_OrByNoMail_IsRefused()
    {
        Watch();
        _directory.Change(new TenantChange.PutChannel(new TenantChannel { Name = new ChannelName("room"), Settings = new ChannelSettings.Slack { Team = "T01", Conversation = "C01" } }));

        Refused(new ChannelRoutes { Normal = new([new ChannelName("board")], All: true) });
        Refused(new ChannelRoutes { High = new([Mail.Name], All: true) { Digest = true } });
        Refused(new ChannelRoutes { Low = new([new ChannelName("room"), Mail.Name], All: false) { Digest = true } });
        _directory.Change(new TenantChange.RouteChannels(new ChannelRoutes { Low = new([Mail.Name], All: true) { Digest = true } }));
        void Refused(ChannelRoutes routes) => Assert.Throws<TenantContradictionException>(() => _directory.Change(new TenantChange.RouteChannels(routes)));
    }

    [Fact]
    public void ProgramThatIsTakenOut_LeavesNoTraceAmongPeople()
    {
        Watch();
        var record = Asked(Ask(Urgency.Normal, Tiered("finance")));
        _directory.Change(new TenantChange.RemoveChannel(new ChannelName("board")));

        record = record.Settle([new Settlement.GivenUp(record.Outbox[0].Id, "Gone.")], _directory.Tenant, _directory.Now);
        Assert.Equal([0], record.Request.TiersReached);

        record = Tell(Asked(Ask(Urgency.Normal, Tiered("finance"))));
        record = Done(RequestRecord.After(record, _directory.Review(record.Request, Ben))!);
        Assert.Equal(["decided ann mail", "decided ben mail"], Routes(record));
    }

    [Fact]
    public void WhoeverCannotBeListed_HasTheNextTierAskedAtOnce()
    {
        var record = Asked(Low(TimeSpan.FromDays(2), Tiered("finance")));

        record = Fail(record, "ann");

        Assert.Equal([1], record.Request.TiersReached);
    }

    [Fact]
    public void WhatIsDecided_LeavesNothingToBeAskedLater()
    {
        var record = Asked(Low(TimeSpan.FromDays(2)));

        record = RequestRecord.After(record, _directory.Review(record.Request, Ben))!;

        Assert.Equal([new Effect.AnnounceDecision()], record.Outbox.Select(e => e.Effect));
        Assert.Empty(Done(record).Outbox);
    }

    [Fact]
    public void WhatIsToldTogether_IsTriedAgainTogether()
    {
        var entries = Asked(Low(TimeSpan.FromDays(2))).Outbox;

        var again = entries.Select((e, i) => e.Failed(Some.Time.AddSeconds(i))).ToList();

        Assert.Single(again.Select(e => e.NextAttemptAt).Distinct());
        Assert.InRange(again[0].NextAttemptAt, Some.Time, Some.Time + OutboxEntry.LongestPause);
    }

    [Fact]
    public void WhatIsLow_IsTogetherInTheMorning_AndNeitherRemindedNorToldTheEnd()
    {
        _directory.Put(
            Ann with { Reachable = Ann.Reach with { TimeZone = "Asia/Tokyo" } },
            Ben with { Reachable = Ben.Reach with { Hours = [Hours(DayOfWeek.Monday, 9, 30)] } });
        var record = Asked(Low(TimeSpan.FromDays(2)));

        Assert.Equal(["listed ann mail", "listed ben mail"], Routes(record));
        Assert.Equal([Some.Time.AddHours(11), Some.Time.AddHours(21.5)], record.Outbox.Select(e => e.WaitsUntil!.Value));

        record = Tell(record);
        record = Done(RequestRecord.After(record, Clock.Tick(record.Request, record.Request.HalfTime!.Value + Some.Tick))!);
        Assert.Empty(record.Outbox);
        Assert.Empty(record.Request.Reached);
        record = Done(RequestRecord.After(record, _directory.Review(record.Request, Ben))!);
        Assert.Empty(record.Outbox);
    }

    [Fact]
    public void WhatIsLowAndEndsBeforeTheMorning_IsInTheInboxAlone() => Assert.Empty(Asked(Low(TimeSpan.FromHours(20))).Outbox);

    [Fact]
    public void WhoeverIsListed_IsNotAskedAgainByATier()
    {
        var record = Asked(Low(TimeSpan.FromDays(2), Tiered("finance")));
        record = Done(RequestRecord.After(record, Clock.Tick(record.Request, Some.Time.AddMinutes(6)))!);
        Assert.Equal(["listed ann mail", "listed ben mail", "listed dora mail"], Routes(record));
    }

    private void Watch() => _directory.Change(new TenantChange.PutChannel(
        new TenantChannel { Name = new ChannelName("board"), Settings = new ChannelSettings.Webhook { Url = "https://board.example/hook" } }));

    private ApprovalRequest Low(TimeSpan timeout, Requirement? requirement = null)
    {
        var request = Ask(Urgency.Low, requirement ?? Given.Requirement(1, "finance"));
        return request with { ExpiresAt = request.CreatedAt + timeout };
    }
}
