using System.Collections.Immutable;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.Model.Running;
using Approvals.Model.Stories;

namespace Approvals.Embedded.Tests.Model;

/// <summary>Random lives of requests in an engine that is closed and killed between, each step held against the model.</summary>
public class EngineLifecycleTests
{
    private const int Turns = 40;

    private static readonly Type[] OnlyEnginesTell =
    [
        typeof(ReviewOutcome.NotFound), typeof(ResolveOutcome.NotFound),
        typeof(TenantOutcome.Stored), typeof(TenantOutcome.NotFound), typeof(TenantOutcome.Exists), typeof(TenantOutcome.Contradiction),
    ];

    private readonly HashSet<Type> _outcomes = [];
    private int _lives;

    [Fact]
    public async Task WhateverHappens_TheEngineDoesWhatTheModelSays()
    {
        await using var engine = new StoryEngine(started: false);

        Seed.Check(StoryTelling.OfLength(Turns), times: 130, story => LiveAsync(story, engine));

        Assert.Empty(OnlyEnginesTell.Except(_outcomes));
    }

    /// <summary>
    /// When exactly it looks at the directory again is the started engine's own affair, so nothing is told of people whom
    /// the clock alone brings in.
    /// </summary>
    [Fact]
    public async Task WhateverHappens_TheStartedEngineDoesAndSendsWhatTheModelSays()
    {
        await using var engine = new StoryEngine(started: true);

        Seed.Check(StoryTelling.OfLength(Turns), times: 40, story => LiveAsync(WithoutPeopleByTheClock(story), engine));
    }

    private async Task LiveAsync(Story story, StoryEngine engine)
    {
        var subject = new EngineSubject(engine, new TenantId($"life-{++_lives}"));
        await Run.LiveAsync(story, subject);
        _outcomes.UnionWith(subject.Outcomes);
    }

    private static Story WithoutPeopleByTheClock(Story story) => new(
        story.Scene with
        {
            Rules = [.. story.Scene.Rules.Select(r => r with { Tiers = [] })],
            People = story.Scene.People.ToImmutableSortedDictionary(
                p => p.Key, p => p.Value with { Deputies = [.. p.Value.Deputies.Select(ForEver).Distinct()] }),
        },
        [.. story.Turns.Select(t => t.Move is Move.TurnDeputy turn ? t with { Move = turn with { Stint = ForEver(turn.Stint) } } : t)]);

    private static Stint ForEver(Stint stint) => stint with { From = null, Until = null };
}
