using System.Collections.Immutable;
using Approvals.Conformance.Fixture;
using Approvals.Conformance.Model.Running;
using Approvals.Conformance.Model.Stories;
using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;

namespace Approvals.Conformance;

/// <summary>Random lives of requests in an engine that is closed and killed between, each step held against the model.</summary>
/// <param name="open">The engine.</param>
/// <param name="lives">How many lives it lives.</param>
/// <param name="livesAwake">How many of a started engine.</param>
public abstract class LifecycleConformance(OpenEngine open, int lives = 130, int livesAwake = 40) : ConformanceTest(open)
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
    public void WhateverHappens_TheEngineDoesWhatTheModelSays()
    {
        Seed.Check(StoryTelling.OfLength(Turns), times: lives, story => LiveAsync(story, isAwake: false));

        Assert.Empty(OnlyEnginesTell.Except(_outcomes));
    }

    /// <summary>
    /// When exactly it looks at the directory again is a started engine's own affair, so nothing is told of people whom
    /// the clock alone brings in.
    /// </summary>
    [Fact]
    public async Task WhateverHappens_TheStartedEngineDoesAndSendsWhatTheModelSays()
    {
        await Engine.StartAsync();

        Seed.Check(StoryTelling.OfLength(Turns), times: livesAwake, story => LiveAsync(WithoutPeopleByTheClock(story), isAwake: true));
    }

    private async Task LiveAsync(Story story, bool isAwake)
    {
        var subject = new EngineSubject(Engine, new TenantId($"life-{++_lives}"), isAwake);
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
