using Approvals.Conformance.Model.Running;
using Approvals.Conformance.Model.Stories;
using Approvals.Core.Requests;
using FsCheck.Fluent;

namespace Approvals.Core.Tests.Model;

/// <summary>Random lives of requests in the core, each step held against the model.</summary>
public class LifecycleProperties
{
    private const int Turns = 40;

    private const int Lives = 2_500;

    [Fact]
    public void WhateverHappens_TheCoreDoesWhatTheModelSays() =>
        Seed.Check(StoryTelling.OfLength(Turns), Lives, story => Run.LiveAsync(story, new CoreSubject()));

    [Fact]
    public async Task RandomLives_ReachEveryOutcomeAndEveryState()
    {
        var outcomes = new HashSet<Type>();
        var states = new HashSet<string>();
        foreach (var story in Seed.Sample(StoryTelling.OfLength(Turns), 1_000))
        {
            var core = new CoreSubject();
            states.UnionWith(await Run.LiveAsync(story, core));
            outcomes.UnionWith(core.Outcomes);
        }

        Assert.Empty(Outcomes.Except(outcomes).Select(o => $"{o.DeclaringType!.Name}.{o.Name}"));
        Assert.Equal(
            [
                "approved claimed", "approved failed", "approved none", "approved succeeded", "approved unknown",
                "cancelled none", "denied none", "expired none", "pending none",
            ],
            states.Order());
    }

    /// <summary>Every case of every closed type; that there is no such request is the engine's to say.</summary>
    private static IEnumerable<Type> Outcomes =>
        new[] { typeof(SubmitOutcome), typeof(ReviewOutcome), typeof(CancelOutcome), typeof(ClaimOutcome), typeof(ReportOutcome), typeof(ResolveOutcome) }
            .SelectMany(t => t.GetNestedTypes())
            .Except([typeof(ReviewOutcome.NotFound), typeof(ResolveOutcome.NotFound)]);
}
