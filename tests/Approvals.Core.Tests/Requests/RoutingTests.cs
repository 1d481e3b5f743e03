using System.Collections.Immutable;
using System.Globalization;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;
using Approvals.Core.Policies;
using Approvals.Core.Ports;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Requests;

/// <summary>Who is told, by which channels, and what comes of those who cannot be.</summary>
public partial class RoutingTests
{
    private static readonly Reviewer Ann = Reached(Some.Person("ann", "finance"), "ann@example.com");
    private static readonly Reviewer Ben = Reached(Some.Person("ben", "finance"), "ben@example.com");
    private static readonly Reviewer Dora = Reached(Some.Person("dora", "director"), "dora@example.com");
    private static readonly TenantChannel Mail = Channel("mail");
    private static readonly TenantChannel Post = Channel("post");

    private readonly Directory _directory = new(Ann, Ben, Dora, Some.Person("eve", "finance"));

    public RoutingTests() => _directory.Change(new TenantChange.PutChannel(Mail), new TenantChange.PutChannel(Post));

    [Fact]
    public void NormalRequest_ReachesEachPersonWhoMayApproveByOneChannel() =>
        Assert.Equal(["asked ann mail", "asked ben mail"], Routes(Asked()));

    [Theory]
    [InlineData(Urgency.Low, new string[0])]
    [InlineData(Urgency.High, new[] { "asked ann mail", "asked ann post", "asked ben mail", "asked ben post" })]
    [InlineData(Urgency.Critical, new[] { "asked ann mail", "asked ann post", "asked ben mail", "asked ben post" })]
    public void Urgency_SaysHowManyChannels(Urgency urgency, string[] routes) => Assert.Equal(routes, Routes(Asked(urgency)));

    [Fact]
    public void WithinAChoice_ThePersonPrefers_AndWithoutOneTheyDoNot()
    {
        _directory.Put(Ann with { Reachable = Ann.Reach with { Preferred = [Post.Name] } });

        Assert.Equal(["asked ben mail", "asked ann post"], Routes(Asked()));
        Assert.Equal(4, Routes(Asked(Urgency.High)).Count);
    }

    [Fact]
    public void Tenant_MapsUrgenciesToChannelsOfItsOwn()
    {
        var both = new ChannelRoute([Post.Name, Mail.Name], All: true);
        _directory.Change(new TenantChange.RouteChannels(new ChannelRoutes { Low = both, Normal = new([Post.Name], All: false), High = both, Critical = both }));

        Assert.Equal(["asked ann post", "asked ben post"], Routes(Asked()));
        Assert.Equal(["asked ann post", "asked ann mail", "asked ben post", "asked ben mail"], Routes(Asked(Urgency.Low)));
    }

    [Fact]
    public void PolicyThatNamesChannels_HasItsWay()
    {
        var request = Ask(Urgency.Low, Given.Requirement(1, "finance") with { Channels = [Post.Name, new ChannelName("unknown")] });

        Assert.Equal(["asked ann post", "asked ben post"], Routes(Asked(request)));
    }

    [Fact]
    public void OffHours_NobodyIsAskedForWhatIsNotUrgent_UnlessTimeWouldRunOut()
    {
        // Some.Time is a Sunday at noon.
        _directory.Put(
            Ann with { Reachable = Ann.Reach with { Hours = [Hours(DayOfWeek.Sunday, 12, 5)] } },
            Ben with { Reachable = Ben.Reach with { Hours = [Hours(DayOfWeek.Monday, 9, 0)] } });

        var routes = Asked().Outbox;

        Assert.Equal(Some.Time.AddMinutes(5), routes[0].NotBefore);
        Assert.Equal(Some.Time.AddMinutes(5), routes[0].WaitsUntil);
        Assert.Null(routes[1].NotBefore);
        Assert.All(Asked(Urgency.High).Outbox, e => Assert.Null(e.NotBefore));
    }

    [Fact]
    public void GroupsInOrder_AreToldOneAfterTheOther()
    {
        _directory.Put(Reached(Some.Person("sam", "security"), "sam@example.com"));
        var request = Ask(Urgency.Normal, Given.Requirement(Given.Group(1, "security"), Given.Group(1, "finance")) with { InOrder = true });
        var record = Tell(Asked(request));
        Assert.Equal(["asked sam mail"], Told(record));

        var step = _directory.Review(record.Request, Some.Person("sam", "security"));
        Assert.Equal([new Effect.AskNext(0)], step.Effects);
        record = Tell(Done(RequestRecord.After(record, step)!));

        Assert.Equal(["asked sam mail", "asked ann mail", "asked ben mail"], Told(record));
    }

    [Fact]
    public void Reminder_GoesToWhoeverWasAskedAndDidNotAnswer()
    {
        var record = Tell(Asked(threshold: 2));
        record = record with { Request = _directory.Approve(record.Request, Ann) };
        record = RequestRecord.After(record, Clock.Tick(record.Request, record.Request.HalfTime!.Value + Some.Tick))!;

        Assert.Equal(["reminded ben mail"], Routes(Done(record)));
    }

    [Fact]
    public void Decision_IsToldToWhoeverWasAsked_AndOnceToWhoeverIsAboutToBe()
    {
        var record = Asked();
        record = record.Settle([new Settlement.Done(record.Outbox[0].Id, "m-1")], _directory.Tenant, _directory.Now);
        record = RequestRecord.After(record, _directory.Review(record.Request, Ben))!;

        Assert.Equal(["asked ben mail", "decided ann mail", "decided ben mail"], Routes(Done(record)));
    }

    [Fact]
    public void PersonWhoCannotBeReached_HasTheNextTierAskedAtOnce_AndIsSaidSo()
    {
        var record = Asked(Ask(Urgency.Normal, Tiered("finance")));
        record = Fail(record, "ann");
        Assert.Equal([1], record.Request.TiersReached);
        Assert.Equal(new EarlyTier(0, 0, _directory.Now), Assert.Single(record.Request.EarlyTiers!.Value));
        Assert.Equal("No such mailbox.", Assert.Single(record.Request.Told!.Value).Failure);
        Assert.IsType<Effect.Tell>(Assert.Single(record.Parked!.Value).Effect);

        record = Tell(Done(record));

        Assert.Contains("asked dora mail", Told(record));
        Assert.IsType<ReviewOutcome.Recorded>(_directory.Review(record.Request, Dora).Outcome);
    }

    [Fact]
    public void TierThatCameEarly_DoesNotComeAgainAtItsTime()
    {
        var record = Done(Fail(Asked(Ask(Urgency.Normal, Tiered("finance"))), "ann"));

        var step = Clock.Tick(record.Request, Some.Time.AddMinutes(6));

        Assert.DoesNotContain(step.Effects, e => e is Effect.AskTier);
        Assert.Equal([1], (step.State ?? record.Request).TiersReached);
    }

    [Fact]
    public void WhoeverIsReachedByAnotherChannel_IsReached()
    {
        var record = Asked(Ask(Urgency.High, Tiered("finance")));

        record = Fail(record, "ann");

        Assert.Equal([0], record.Request.TiersReached);
        Assert.Equal([1], Fail(record, "ann").Request.TiersReached);
    }

    [Fact]
    public void RecordOfWhoWasTold_HasAMoment_AWay_AndAName()
    {
        var record = Asked();
        record = record.Settle([new Settlement.Done(record.Outbox[1].Id, "m-2")], _directory.Tenant, _directory.Now);

        Assert.Equal(
            new Notification { Notice = Notice.Asked, Person = Ben.Id, Channel = Mail.Name, At = _directory.Now, Reference = "m-2" },
            Assert.Single(record.Request.Told!.Value));
        Assert.Equal(1, record.Request.Version);
    }

    [Fact]
    public void PlaceThatIsGone_HasTheNextTierAskedAtOnce()
    {
        _directory.Change(new TenantChange.PutChannel(new TenantChannel { Name = new ChannelName("room"), Settings = new ChannelSettings.Slack { Team = "T01", Conversation = "C01" } }));
        _directory.Put(Ann with { Reachable = new Reachability { Contacts = new Contacts { Slack = new SlackAccount("T01", "U01") } } });
        var record = Asked(Ask(Urgency.Normal, Tiered("finance") with { Channels = [new ChannelName("room")] }));

        record = record.Settle([new Settlement.GivenUp(record.Outbox[0].Id, "Gone.")], _directory.Tenant, _directory.Now);

        Assert.Equal([1], record.Request.TiersReached);
    }

    [Fact]
    public void SeveralWhoCannotBeReached_HaveOneTierAskedForThem_AndThoseOfThatTierTheNext()
    {
        var tiers = Given.Requirement(1, "finance") with
        {
            Tiers =
            [
                new EscalationTier(TimeSpan.FromMinutes(5), [new("director")], []),
                new EscalationTier(TimeSpan.FromMinutes(6), [new("board")], []),
            ],
        };
        var record = Fail(Fail(Asked(Ask(Urgency.Normal, tiers)), "ann"), "ben");
        Assert.Equal([1], record.Request.TiersReached);

        record = Fail(Done(record), "dora");
        Assert.Equal([2], record.Request.TiersReached);
    }

    [Fact]
    public void Link_EndsWithItsChannelAndItsAddress()
    {
        var request = Ask(Urgency.Normal, Given.Requirement(1, "finance"));
        var link = new LinkGrant(request.Tenant, request.Id, Ann.Id, request.Action.Digest, Mail.Name, "ann@example.com");
        Assert.True(link.IsOf(_directory.Tenant));
        Assert.False((link with { Address = "ben@example.com" }).IsOf(_directory.Tenant));

        _directory.Change(new TenantChange.RemoveChannel(Mail.Name));

        Assert.False(link.IsOf(_directory.Tenant));
    }

    [Fact]
    public void PolicyThatNamesNoChannelThereIs_FallsBackToTheTenants() => Assert.Equal(
        ["asked ann mail", "asked ben mail"],
        Routes(Asked(Ask(Urgency.Normal, Given.Requirement(1, "finance") with { Channels = [new ChannelName("unknown")] }))));

    [Fact]
    public void NoteThatFails_TakesNothingFromTheAskingBeforeIt()
    {
        _directory.Change(new TenantChange.PutChannel(new TenantChannel { Name = new ChannelName("room"), Settings = new ChannelSettings.Slack { Team = "T01", Conversation = "C01" } }));
        _directory.Put(Ann with { Reachable = new Reachability { Contacts = new Contacts { Slack = new SlackAccount("T01", "U01") } } });
        var record = Tell(Asked(Ask(Urgency.Normal, Given.Requirement(1, "finance") with { Channels = [new ChannelName("room")], Tiers = [new EscalationTier(TimeSpan.FromMinutes(5), [new("director")], [])] })));
        Assert.Equal(["asked  room"], Told(record));
        record = Done(RequestRecord.After(record, Clock.Tick(record.Request, Some.Time.AddMinutes(6)))!);
        Assert.Equal("askedMore  room", Routes(record)[^1]);

        record = record.Settle([new Settlement.GivenUp(record.Outbox[^1].Id, "Gone.")], _directory.Tenant, _directory.Now);
        record = RequestRecord.After(record, _directory.Review(record.Request, Ann))!;

        Assert.Contains("decided  room", Routes(Done(record)));
    }

    [Fact]
    public void WhatIsUnneeded_LeavesNoTrace()
    {
        var record = Asked();
        record = record.Settle([.. record.Outbox.Select(e => new Settlement.Unneeded(e.Id))], _directory.Tenant, _directory.Now);

        Assert.Null(record.Request.Told);
        Assert.Empty(record.Outbox);
    }

    [Fact]
    public void SoManyPeople_AreToldAndNoMore()
    {
        _directory.Put([.. Enumerable.Range(0, 150).Select(i => Reached(
            Some.Person(string.Create(CultureInfo.InvariantCulture, $"p{i}"), "crowd"), string.Create(CultureInfo.InvariantCulture, $"p{i}@example.com")))]);

        Assert.Equal(Routing.MostPeople, Asked(Ask(Urgency.Normal, Given.Requirement(1, "crowd"))).Outbox.Length);
    }

    [Fact]
    public void WithoutChannels_NobodyIsToldAndNothingIsLeft()
    {
        _directory.Change(new TenantChange.RemoveChannel(Mail.Name), new TenantChange.RemoveChannel(Post.Name));

        Assert.Empty(Asked().Outbox);
        Assert.Null(_directory.Tenant.Channels);
    }

    [Fact]
    public void Unknown_IsToldToTheAdminsAndWhoeverAnswersForTheAgent()
    {
        _directory.Put(Reached(Some.Person("adam", "admin"), "adam@example.com"));
        _directory.Change(new TenantChange.PutAgent(new Agent(Some.Agent, Dora.Id)));
        var record = new RequestRecord
        {
            Request = Ask(Urgency.Normal, Given.Requirement(1, "finance")),
            Outbox = [new OutboxEntry(EffectId.Of(Some.Request, 1, 0), new Effect.AnnounceUnknown(), 0, Some.Time)],
        };

        Assert.Equal(["unknown dora mail", "unknown dora post", "unknown adam mail", "unknown adam post"], Routes(Done(record)));
    }

    private static Reviewer Reached(Reviewer person, string email) =>
        person with { Reachable = new Reachability { Contacts = new Contacts { Email = email } } };

    private static TenantChannel Channel(string name) => new()
    {
        Name = new ChannelName(name),
        Settings = new ChannelSettings.Email { Host = "mail.example", Port = 25, From = "approvals@example.com" },
    };

    private static WorkingHours Hours(DayOfWeek day, int hour, int minute) => new([day], new TimeOnly(hour, minute), new TimeOnly(18, 0));

    private static Requirement Tiered(string role) =>
        Given.Requirement(1, role) with { Tiers = [new EscalationTier(TimeSpan.FromMinutes(5), [new("director")], [])] };

    private static List<string> Routes(RequestRecord record) => [.. record.Outbox.Select(e => (Effect.Tell)e.Effect).Select(t => Text(t.Notice, t.Person, t.Channel))];

    private static List<string> Told(RequestRecord record) => [.. record.Request.Told!.Value.Where(t => t.Failure is null).Select(t => Text(t.Notice, t.Person, t.Channel))];

    private static string Text(Notice notice, ReviewerId? person, ChannelName channel) =>
        $"{EnumWords.Of(notice)} {person} {channel}";

    private ApprovalRequest Ask(Urgency urgency, params ImmutableArray<Requirement> requirements) => Submitting.Submit(
        null,
        Given.Submission(),
        Given.Context(_directory.Tenant, Given.Evaluation(PolicyDecision.Escalate, requirements) with { Urgency = urgency }),
        _directory.Now).State!;

    private RequestRecord Asked(Urgency urgency = Urgency.Normal, int threshold = 1) => Asked(Ask(urgency, Given.Requirement(threshold, "finance")));

    /// <summary>Just asked, and found whom to tell.</summary>
    private RequestRecord Asked(ApprovalRequest request) => Done(new RequestRecord
    {
        Request = request,
        Outbox = [new OutboxEntry(EffectId.Of(request.Id, 1, 0), new Effect.AskReviewers(), 0, _directory.Now)],
    });

    /// <summary>All that concerns people is carried out.</summary>
    private RequestRecord Done(RequestRecord record) => record.Settle(
        [.. record.Outbox.Where(e => e.Effect.ConcernsPeople).Select(e => new Settlement.Done(e.Id))], _directory.Tenant, _directory.Now);

    /// <summary>All that is to be told is told.</summary>
    private RequestRecord Tell(RequestRecord record) => record.Settle(
        [.. record.Outbox.Select(e => new Settlement.Done(e.Id))], _directory.Tenant, _directory.Now);

    /// <summary>The person's mail comes back.</summary>
    private RequestRecord Fail(RequestRecord record, string person) => record.Settle(
        [new Settlement.GivenUp(record.Outbox.First(e => e.Effect is Effect.Tell tell && tell.Person?.Value == person).Id, "No such mailbox.")],
        _directory.Tenant,
        _directory.Now);
}
