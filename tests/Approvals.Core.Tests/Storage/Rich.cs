using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Core.Tests.Storage;

/// <summary>Records with every member set and every kind of each closed type in them. What they hold never changes.</summary>
internal static class Rich
{
    private static readonly ContentHash PolicyHash = Some.Hash("policy");

    private static readonly DateTimeOffset DecidedAt = Some.Time + TimeSpan.FromSeconds(61.5);

    private static readonly RequestedAction Action = RequestedAction.Create(
        "payment.send",
        Some.Json("""{"amount":5000.01,"currency":"USD","lines":[{"sku":"\u20ac-1"},null,true]}"""),
        "prod",
        Some.Json("""{"ticket":"T-1"}"""),
        "Pay the \"March\" invoice");

    public static ApprovalRequest Request => new()
    {
        Tenant = Some.Tenant,
        Id = Some.Request,
        Version = 5,
        Agent = Some.Agent,
        Owner = new ReviewerId("olga"),
        OnBehalfOf = new ReviewerId("bert"),
        Action = Action,
        CallbackUrl = "https://agent.example/hook?of=1",
        EarlierDenial = new EarlierDenial(RequestId.Derive(Some.Tenant, Some.Agent, "order-0"), RequestStatus.Expired, Some.Time - TimeSpan.FromHours(1), "Nobody answered"),
        Fingerprint = Some.Hash("first"),
        Evaluation = Evaluation,
        StepIns = [1],
        TiersReached = [1],
        EarlyTiers = [new EarlyTier(0, 0, Some.Time + TimeSpan.FromMinutes(1))],
        Reminded = true,
        DirectoryAt = Some.Time - TimeSpan.FromDays(1),
        CreatedAt = Some.Time,
        UpdatedAt = Some.Time + TimeSpan.FromMinutes(9),
        ExpiresAt = Some.Time + TimeSpan.FromMinutes(15),
        Reviews = [ReviewBy("alice", "one", TimeSpan.FromSeconds(30)), ReviewBy("bob", "two", TimeSpan.FromSeconds(61.5)) with { Acting = Acting, Proof = Proof.RecentSignIn }],
        Told =
        [
            new Notification { Notice = Notice.Asked, Person = new ReviewerId("zoe"), Channel = new ChannelName("email"), At = Some.Time, Failure = "Nobody of this name" },
            new Notification { Notice = Notice.Asked, Channel = new ChannelName("room"), At = DecidedAt, Reference = "1700000000.000100" },
        ],
        Decision = new Decision(
            RequestStatus.Approved,
            DecidedBy.People,
            [new ReviewerId("alice"), new ReviewerId("bob")],
            DecidedAt,
            "Approved by alice, bob"),
        Claim = new Claim
        {
            Executor = Some.Executor,
            ClaimedBy = new Claimant.Agent(Some.Agent),
            OperationKey = "op-1",
            ClaimedAt = Some.Time + TimeSpan.FromMinutes(2),
            LeaseEndsAt = Some.Time + TimeSpan.FromMinutes(7),
            Lapsed = true,
        },
        Report = new Report
        {
            Outcome = ReportedOutcome.Failed,
            Detail = Some.Json("""{"error":"account closed","tries":3}"""),
            Resolution = new Resolution(new Administrator.Person(new ReviewerId("olga")), "The bank's statement shows none"),
            At = Some.Time + TimeSpan.FromMinutes(9),
        },
    };

    public static RequestRecord RequestRecord => new()
    {
        Request = Request,
        Outbox =
        [
            Entry(1, new Effect.AskReviewers(), attempts: 3),
            Entry(2, new Effect.AskTier(0, 0), attempts: 2),
            Entry(2, new Effect.AskOwners(0), attempts: 2),
            Entry(2, new Effect.Remind(), attempts: 2),
            Entry(2, new Effect.AskNext(0), attempts: 2),
            new OutboxEntry(
                EffectId.Of(Some.Request, 2, 0).Part(1), new Effect.Tell(Notice.Reminded, new ChannelName("email")) { Person = new ReviewerId("zoe") }, 0, DecidedAt)
            {
                NotBefore = DecidedAt,
            },
            new OutboxEntry(EffectId.Of(Some.Request, 2, 0).Part(2), new Effect.Tell(Notice.AskedMore, new ChannelName("room")), 0, DecidedAt),
            new OutboxEntry(EffectId.Of(Some.Request, 2, 0).Part(3), new Effect.Tell(Notice.Listed, new ChannelName("email")) { Person = new ReviewerId("alice") }, 0, DecidedAt),
            new OutboxEntry(EffectId.Of(Some.Request, 2, 0).Part(4), new Effect.Tell(Notice.Asked, new ChannelName("board")) { ForProgram = true }, 0, DecidedAt),
            Entry(3, new Effect.AnnounceDecision(), attempts: 1),
            Entry(3, new Effect.CallBack(), attempts: 1),
            Entry(5, new Effect.AnnounceUnknown(), attempts: 0),
        ],
        Parked = [new ParkedEffect(EffectId.Of(Some.Request, 4, 0), new Effect.AskReviewers(), 150, DecidedAt, "No line.")],
        Permit = "eyJhbGciOiJFUzI1NiJ9.e30.c2lnbmF0dXJl",
    };

    public static TenantRecord TenantRecord => new()
    {
        Tenant = new Tenant
        {
            Id = Some.Tenant,
            Version = 7,
            CreatedAt = Some.Time,
            UpdatedAt = DecidedAt,
            PeopleAt = DecidedAt,
            Reviewers =
            [
                Some.Person("alice", "finance", "admin") with
                {
                    Identities = [new Identity("https://id.example", "sub-1")],
                    Since = Some.Time,
                    RolesAt = DecidedAt,
                    Grants = [new RoleGrant(new RoleName("finance"), Some.Time), new RoleGrant(new RoleName("admin"), DecidedAt)],
                    Reachable = Reach,
                    Codes = new CodeTries(2) { VoidUntil = DecidedAt },
                    Deputies = [new Deputy { Id = new ReviewerId("bob"), From = Some.Time, Until = DecidedAt, Since = Some.Time }],
                },
                Some.Person("bob") with { Active = false },
            ],
            Agents =
            [
                new Agent(Some.Agent, new ReviewerId("alice"), ["prod"], [CallbackOrigin.Parse("https://agent.example")!]),
                new Agent(Some.OtherAgent)
                {
                    Callbacks = new CallbackSecret("00112233445566778899aabbccddeeff")
                    {
                        Former = [new FormerCallbackSecret(Some.Time), new FormerCallbackSecret(DecidedAt) { Name = "ffeeddccbbaa99887766554433221100" }],
                    },
                },
            ],
            Retired = [new RetiredAgent(new AgentId("gone"), new CallbackSecret("00000000000000000000000000000000"))],
            Executors = [new Executor(Some.Executor)],
            Keys =
            [
                Key("k1", new KeyHolder.ForAgent(Some.Agent)) with
                {
                    Environments = [ApiKey.AnyEnvironment, "prod"],
                    CallbackOrigins = [CallbackOrigin.Parse("https://agent.example")!],
                },
                Key("k2", new KeyHolder.ForExecutor(Some.Executor)) with { ExpiresAt = DecidedAt, RevokedAt = DecidedAt },
                Key("k3", new KeyHolder.ForAdmin()),
                Key("k4", new KeyHolder.ForAuditor()),
            ],
            Issuers =
            [
                new TrustedIssuer("https://id.example", "approvals") { Roles = new RoleClaim("groups", [new MappedRole("fin", new RoleName("finance"))]) },
            ],
            PendingPerAgent = 250,
            Channels = [Mail, Room, Phone, Board],
            Routes = Routes,
        },
    };

    private static Reachability Reach => new()
    {
        Contacts = new Contacts { Email = "alice@example.com", Phone = "+15550100200", Slack = new SlackAccount("T01", "U01") },
        TimeZone = "Europe/Berlin",
        Hours = [new WorkingHours([DayOfWeek.Monday, DayOfWeek.Friday], new TimeOnly(9, 0), new TimeOnly(17, 30))],
        Preferred = [Mail.Name],
    };

    private static TenantChannel Mail => new()
    {
        Name = new ChannelName("email"),
        Settings = new ChannelSettings.Email { Host = "mail.example", Port = 587, StartTls = true, User = "approvals", From = "approvals@example.com" },
        Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("password", "encrypted"),
    };

    private static TenantChannel Room => new()
    {
        Name = new ChannelName("room"),
        Settings = new ChannelSettings.Slack { Team = "T01", Conversation = "C01" },
        Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("botToken", "encrypted").Add("signingSecret", "encrypted too"),
    };

    private static TenantChannel Phone => new()
    {
        Name = new ChannelName("sms"),
        Settings = new ChannelSettings.Sms { Account = "AC00000000000000000000000000000000", From = "+15550100999" },
        Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("authToken", "encrypted"),
    };

    private static TenantChannel Board => new()
    {
        Name = new ChannelName("board"),
        Settings = new ChannelSettings.Webhook { Url = "https://board.example/hook" },
        Secrets = ImmutableSortedDictionary<string, string>.Empty.Add("previousSecret", "encrypted").Add("secret", "encrypted too"),
    };

    private static ChannelRoutes Routes => new()
    {
        Low = new ChannelRoute([Mail.Name], All: false) { Digest = true },
        Normal = new ChannelRoute([Mail.Name], All: false),
        High = new ChannelRoute([Mail.Name], All: true),
        Critical = new ChannelRoute([Mail.Name], All: true),
    };

    private static Authority Acting => new()
    {
        Id = new ReviewerId("bob"),
        Capacities = [new Capacity(new ReviewerId("bob"), [], IsLate: true), new Capacity(new ReviewerId("ann"), [new RoleName("finance")])],
        Deputies = [new ReviewerId("dan")],
        IsOwner = true,
    };

    private static Evaluation Evaluation => new()
    {
        Decision = PolicyDecision.Escalate,
        Rules =
        [
            new AppliedRule
            {
                Policy = new PolicyName("payments"),
                Rule = "rule-1",
                Version = 3,
                Hash = PolicyHash,
                Reason = "Payments over $100 require approval",
                Unknown = ["args.fee is missing; gt needs a number"],
            },
        ],
        Policies = [new PolicyPin(new PolicyName("payments"), 3, PolicyHash)],
        Requirements =
        [
            new Requirement
            {
                Groups =
                [
                    new SlotGroup(1, [new RoleName("admin"), new RoleName("finance")], []),
                    new SlotGroup(1, [new RoleName("finance")], [new ReviewerId("zoe")]),
                ],
                InOrder = true,
                Denials = 2,
                SeparateOwner = false,
                Tiers = [new EscalationTier(TimeSpan.FromMinutes(5), [new RoleName("director")], [new ReviewerId("zoe")])],
            },
        ],
        Timeout = TimeSpan.FromMinutes(15),
        ValidFor = TimeSpan.FromMinutes(10),
        Reason = "Payments over $100 require approval",
        Alternatives = ["Send $100 now", "Ask Bert"],
        Unknown = ["args.fee is missing; gt needs a number"],
    };

    private static Review ReviewBy(string person, string comment, TimeSpan after) => new()
    {
        Reviewer = new ReviewerId(person),
        Verdict = Verdict.Approve,
        Comment = comment,
        Channel = "api",
        At = Some.Time + after,
        Digest = Action.Digest,
        Roles = [new RoleName("finance")],
    };

    private static OutboxEntry Entry(int version, Effect effect, int attempts) =>
        new(EffectId.Of(Some.Request, version, 0), effect, attempts, DecidedAt);

    private static ApiKey Key(string id, KeyHolder holder) =>
        new() { Id = new KeyId(id), Holder = holder, SecretHash = Some.Hash(id), CreatedAt = Some.Time };
}
