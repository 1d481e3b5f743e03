using Approvals.Conformance.Fixture;
using Approvals.Core.Identifiers;
using Approvals.Core.Ports;
using Approvals.Core.Receipts;
using Approvals.Core.Requests;
using Approvals.Core.Storage;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Each person is told for themselves, and what came of it is known.</summary>
public abstract class TellingConformance(OpenEngine open) : ConformanceTest(open)
{
    private static readonly ChannelName Mail = new("mail");
    private static readonly ReviewerId Director = new("dan");

    [Fact]
    public async Task EveryoneWhoIsAsked_IsToldOnceAndTheReceiptSaysByWhatAndWhen()
    {
        Engine.Channel.Outcome = d => new DeliveryResult.Done(d.Effect is Effect.Tell ? $"<{d.Id}>" : null);
        await PrepareAsync();
        var request = await Engine.SubmitPatientAsync("sign");

        var told = await UntilToldAsync(request, 2);

        var asking = EffectId.Of(request.Id, 1, 0);
        Assert.Equal(
            [(Demo.Alice, $"<{asking.Part(0)}>"), (Demo.Bob, $"<{asking.Part(1)}>")],
            told.Told!.Value.Select(t => (t.Person!, t.Reference!)).OrderBy(t => t.Item1.Value, StringComparer.Ordinal));
        Assert.Equal(1, told.Version);
        Assert.Equal(2, Tells().DistinctBy(a => a.Id).Count());
        var receipt = Receipt.Of(told).Document.Text;
        Assert.Contains(""","channel":"mail","event":"told","notice":"asked","reference":"<""", receipt, StringComparison.Ordinal);
        Assert.Contains("\"reviewer\":\"alice\"}", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverIsTold_IsKnownAfterACrash()
    {
        await PrepareAsync();
        var request = await Engine.SubmitPatientAsync("sign");
        var told = await UntilToldAsync(request, 2);

        await Engine.CrashAsync();

        Comparing.AssertSame(told, await Engine.FindAsync(request));
        await Engine.StartAsync();
        var later = await Engine.SubmitAsync(Demo.Ask("contract.sign", "later"));
        await UntilToldAsync(later, 2);
        Assert.Equal(2, Tells().Count(a => a.Request == request.Id));
    }

    [Fact]
    public async Task CrashWhileOneIsTold_LeavesNobodyUntold()
    {
        var never = new TaskCompletionSource();
        Engine.Channel.Behaviour = d => d.Effect is Effect.Tell { Person: var person } && person == Demo.Bob ? never.Task : Task.CompletedTask;
        await PrepareAsync();
        var request = await Engine.SubmitPatientAsync("sign");
        await Engine.PassUntilAsync(UntilAsync(() => Tells().Select(t => t.Id).Distinct().Count() == 2));

        await Engine.CrashAsync();
        Engine.Channel.Behaviour = static _ => Task.CompletedTask;
        await Engine.StartAsync();

        var told = await UntilToldAsync(request, 2);
        Assert.Equal([Demo.Alice, Demo.Bob], told.Told!.Value.Select(t => t.Person).OrderBy(p => p!.Value, StringComparer.Ordinal));
        // Each attempt at the one has the one id.
        Assert.Single(Tells().Where(a => a.Effect is Effect.Tell { Person: var p } && p == Demo.Bob).Select(a => a.Id).Distinct());
    }

    [Fact]
    public async Task OneWhoCannotBeReachedYet_HoldsUpNobodyElse()
    {
        Engine.Channel.Behaviour = d => d.Effect is Effect.Tell { Person: var person } && person == Demo.Alice
            ? throw new IOException("No line.") : Task.CompletedTask;
        await PrepareAsync();
        var request = await Engine.SubmitPatientAsync("sign");
        await UntilToldAsync(request, 1);

        await Engine.ReviewedAsync(request, Demo.Bob, Verdict.Deny);
        await Engine.PassUntilAsync(UntilAsync(() => Tells().Any(t => t.Effect is Effect.Tell { Notice: Notice.Decided, Person: var p } && p == Demo.Bob)));

        Engine.Channel.Behaviour = static _ => Task.CompletedTask;
        Engine.Channel.Outcome = d => d.Effect is Effect.Tell { Person: var person } && person == Demo.Alice
            ? new DeliveryResult.Unneeded() : new DeliveryResult.Done();
        await Engine.PassUntilAsync(UntilAsync(() => Engine.Channel.Taken.Count(t => t.Effect is Effect.Tell { Person: var p } && p == Demo.Alice) == 2));
        var told = await UntilToldAsync(request, 2);
        Assert.DoesNotContain(told.Told!.Value, t => t.Person == Demo.Alice);
    }

    [Fact]
    public async Task SomebodyWhoIsNotThere_HasTheNextTierAskedAtOnce()
    {
        Engine.Channel.Behaviour = d => d.Effect is Effect.Tell { Person: var person } && person == Demo.Alice
            ? throw new UndeliverableException("There is no such mailbox.") : Task.CompletedTask;
        await PrepareAsync();
        await Engine.PutAsync(Reached(Director, new RoleName("director")));
        await Engine.EscalateAsync("ship", "{ threshold: 1, roles: [finance], timeout: 30d, escalate: [{ after: 10d, roles: [director] }] }");

        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));
        var told = await UntilToldAsync(request, 3);

        Assert.Equal([1], told.TiersReached);
        Assert.Equal("There is no such mailbox.", told.Told!.Value.Single(t => t.Person == Demo.Alice).Failure);
        Assert.Contains(told.Told!.Value, t => t.Person == Director && t.Failure is null);
        Assert.True(Engine.Now < request.CreatedAt.AddDays(10));
        Assert.IsType<Effect.Tell>(Assert.Single((await Engine.UntilParkedAsync(1)).Items).Effect);
        await Engine.CrashAsync();
        await Engine.ReviewedAsync(request, Director);
    }

    [Fact]
    public async Task WhatComesBack_IsKnownOnce_AndHasTheNextTierAskedAtOnce()
    {
        Engine.Channel.Outcome = d => new DeliveryResult.Done(d.Effect is Effect.Tell ? d.Id.Value : null);
        await PrepareAsync();
        await Engine.PutAsync(Reached(Director, new RoleName("director")));
        await Engine.EscalateAsync("ship", "{ threshold: 1, reviewers: [alice], timeout: 30d, escalate: [{ after: 10d, roles: [director] }] }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));
        var told = await UntilToldAsync(request, 1);

        Assert.False(await ReturnAsync(request, "another"));
        Assert.True(await ReturnAsync(request, told.Told!.Value[0].Reference!));
        Assert.False(await ReturnAsync(request, told.Told!.Value[0].Reference!));
        await Engine.CrashAsync();
        await Engine.StartAsync();

        var known = await UntilToldAsync(request, 3);
        Assert.Equal([1], known.TiersReached);
        Assert.Equal(["", "Came back.", ""], known.Told!.Value.Take(3).Select(t => t.Failure ?? ""));
        Assert.Equal(Director, known.Told!.Value[2].Person);
        Assert.False(await Engine.Outbox.ReturnAsync(Demo.OtherTenant, request.Id, Mail, told.Told!.Value[0].Reference!, "Came back.", default));
    }

    [Fact]
    public async Task ProviderThatIsDownForAnHour_IsReachedAfterIt_OnceForEach()
    {
        var begin = Engine.Now;
        Engine.Channel.Behaviour = d => d.Effect is Effect.Tell && Engine.Now < begin.AddHours(1) ? throw new IOException("No line.") : Task.CompletedTask;
        await PrepareAsync();

        var request = await Engine.SubmitPatientAsync("sign");
        var told = await UntilToldAsync(request, 2);

        Assert.All(told.Told!.Value, t => Assert.Null(t.Failure));
        Assert.All(told.Told!.Value, t => Assert.True(t.At >= begin.AddHours(1)));
        Assert.Equal(2, Engine.Channel.Taken.Count(t => t.Effect is Effect.Tell));
    }

    [Fact]
    public async Task ProgramThatIsDown_IsToldAllOfItLater_InItsOrder()
    {
        var isDown = true;
        Engine.Channel.Behaviour = d => isDown && d.Effect is Effect.Tell { Person: null } ? throw new IOException("No line.") : Task.CompletedTask;
        await PrepareAsync();
        var board = new ChannelName("board");
        await Engine.PutAsync(new TenantChange.PutChannel(new TenantChannel { Name = board, Settings = new ChannelSettings.Webhook { Url = "https://board.example" } }));
        var request = await Engine.SubmitPatientAsync("sign");
        await UntilAsync(() => Engine.Channel.Attempts.Any(a => a.Effect is Effect.Tell { Person: null }));
        await Engine.ReviewedAsync(request, Demo.Alice, Verdict.Deny);
        await Engine.CrashAsync();
        await Engine.StartAsync();

        isDown = false;
        await Engine.PassUntilAsync(UntilAsync(() => Program().Count() == 2));

        Assert.Equal([Notice.Asked, Notice.Decided], Program().Select(t => t.Notice));
        IEnumerable<Effect.Tell> Program() => Engine.Channel.Taken.Select(t => t.Effect).OfType<Effect.Tell>().Where(t => t.Channel == board);
    }

    [Fact]
    public async Task WhoeverIsSlow_HoldsUpNobodysRecord()
    {
        var slow = new TaskCompletionSource();
        Engine.Channel.Behaviour = d => d.Effect is Effect.Tell { ForProgram: true } ? slow.Task : Task.CompletedTask;
        await PrepareAsync();
        await Engine.PutAsync(new TenantChange.PutChannel(
            new TenantChannel { Name = new ChannelName("board"), Settings = new ChannelSettings.Webhook { Url = "https://board.example" } }));

        var request = await Engine.SubmitPatientAsync("sign");
        // Time stands still: the slow one's is not over.
        using var limit = new CancellationTokenSource(Patience.Limit);
        while ((await Engine.FoundAsync(request)).Told?.Length is not 2)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }

        await Engine.CrashAsync();
        Assert.Equal(2, (await Engine.FoundAsync(request)).Told!.Value.Length);
        Engine.Channel.Behaviour = static _ => Task.CompletedTask;
        await Engine.StartAsync();
        var told = await UntilToldAsync(request, 3);
        Assert.True(told.Told!.Value[2].ForProgram);
        Assert.Equal(3, Engine.Channel.Taken.Count(t => t.Effect is Effect.Tell));
        slow.SetResult();
    }

    [Fact]
    public async Task TriesOfCodes_AreCountedToThree_AndKept()
    {
        for (var i = 1; i <= 3; i++)
        {
            await Engine.PutAsync(new TenantChange.TryCode(Demo.Alice));
            Assert.Equal(new CodeTries(i), await CodesAsync());
        }

        await Engine.CrashAsync();
        await Engine.PutAsync(new TenantChange.TryCode(Demo.Alice));
        var after = await CodesAsync();
        Assert.Equal(0, after!.Tries);
        Assert.False(after.IsGood(Engine.Now));
        await Engine.PutAsync(Demo.Person(Demo.Alice, Demo.Finance), new TenantChange.TryCode(Demo.Alice), new TenantChange.EndCodes(Demo.Alice, AreVoid: false));
        Assert.Equal(after, await CodesAsync());
    }

    [Fact]
    public async Task OffHours_ThePersonIsToldWhenTheyBegin()
    {
        await PrepareAsync();
        var work = TimeOnly.FromTimeSpan(Engine.Now.AddHours(3).TimeOfDay);
        await Engine.PutAsync(Reached(Demo.Alice, Demo.Finance, new WorkingHours([.. Enum.GetValues<DayOfWeek>()], work, work.AddHours(2))));
        await Engine.EscalateAsync("ship", "{ threshold: 1, roles: [finance], timeout: 30d }");

        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));
        // Time stands still until the other one is told.
        await UntilAsync(() => Tells().Any());
        await UntilToldAsync(request, 2);

        var at = Tells().Single(t => t.Effect is Effect.Tell { Notice: Notice.Asked, Person: var p } && p == Demo.Alice).At;
        Assert.True(at >= request.CreatedAt.AddHours(2), $"{at:O}");
        Assert.True(Tells().Single(t => t.Effect is Effect.Tell { Notice: Notice.Asked, Person: var p } && p == Demo.Bob).At < at);
    }

    [Fact]
    public async Task Approval_TakesTheProofThatTheUrgencyAsksFor()
    {
        await Engine.EscalateAsync("ship", "{ threshold: 1, roles: [finance], urgency: critical }");
        var request = await Engine.SubmitAsync(Demo.Ask("ship", "ship"));

        Assert.Equal(new ReviewOutcome.StrongerProofNeeded(Proof.RecentSignIn), await ReviewAsync(request, Proof.Account));
        var approved = Assert.IsType<ReviewOutcome.Recorded>(await ReviewAsync(request, Proof.RecentSignIn)).Request;

        Assert.Equal(Proof.RecentSignIn, Assert.Single(approved.Reviews).Proof);
    }

    [Fact]
    public async Task ChannelsAndRoutes_AreKept_AndWhatNamesNoneIsRefused()
    {
        await Engine.PutAsync(Channel());
        var route = new ChannelRoute([Mail], All: true);
        await Engine.PutAsync(new TenantChange.RouteChannels(new ChannelRoutes { Low = route, Normal = route, High = route, Critical = route }));

        Assert.IsType<TenantOutcome.Contradiction>(await Engine.ChangeAsync(Demo.Tenant, new TenantChange.RemoveChannel(Mail)));
        await Engine.CrashAsync();

        var tenant = await Engine.FoundAsync(Demo.Tenant);
        Assert.Equal(route, tenant.RouteOf(Core.Policies.Urgency.Low));
        Assert.Equal("encrypted", tenant.FindChannel(Mail)!.Secrets["password"]);
    }

    private static TenantChange.PutChannel Channel() => new(new TenantChannel
    {
        Name = Mail,
        Settings = new ChannelSettings.Email { Host = "mail.example", Port = 25, From = "approvals@example.com" },
        Secrets = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("password", "encrypted"),
    });

    private static TenantChange.PutReviewer Reached(ReviewerId id, RoleName role, params WorkingHours[] hours) => new(new Reviewer
    {
        Id = id,
        Roles = [role],
        Identities = [new Identity(Demo.Issuer, id.Value)],
        Reachable = new Reachability
        {
            Contacts = new Contacts { Email = $"{id}@example.com" },
            Hours = hours.Length == 0 ? null : [.. hours],
        },
    });

    private async Task PrepareAsync()
    {
        await Engine.PutAsync(Channel(), Reached(Demo.Alice, Demo.Finance), Reached(Demo.Bob, Demo.Finance), Reached(Demo.Carol, Demo.Owner));
        await Engine.StartAsync();
    }

    private IEnumerable<Attempt> Tells() => Engine.Channel.Attempts.Where(a => a.Effect is Effect.Tell);

    private async Task<CodeTries?> CodesAsync() => (await Engine.FoundAsync(Demo.Tenant)).FindReviewer(Demo.Alice)!.Codes;

    private Task<bool> ReturnAsync(ApprovalRequest request, string reference) =>
        Engine.Outbox.ReturnAsync(request.Tenant, request.Id, Mail, reference, "Came back.", default).InTime();

    private Task<ReviewOutcome> ReviewAsync(ApprovalRequest request, Proof proof) => Engine.Requests
        .ReviewAsync(request.Tenant, request.Id, Demo.Alice, Verdict.Approve.Says(request.Action.Digest, proof), default).InTime();

    private static async Task<bool> UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
        }

        return true;
    }

    /// <summary>The request, once it is known of so many tellings what came of them.</summary>
    private Task<ApprovalRequest> UntilToldAsync(ApprovalRequest request, int count)
    {
        async Task<ApprovalRequest> FindAsync()
        {
            using var limit = new CancellationTokenSource(Patience.Limit);
            while (true)
            {
                var found = await Engine.FoundAsync(request);
                if (found.Told is { } told && told.Length >= count)
                {
                    return found;
                }

                limit.Token.ThrowIfCancellationRequested();
                await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
            }
        }

        return Engine.PassUntilAsync(Task.Run(FindAsync));
    }
}
