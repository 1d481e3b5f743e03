using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Approvals.Core.Policies.Conditions;

/// <summary>
/// Where in an action a condition looks: <c>tool</c>, <c>environment</c>, <c>agent.id</c>, a value below <c>args</c> or
/// <c>context</c>, such as <c>args.items[0].sku</c>, or, within <c>any</c>, <c>all</c> and <c>none</c>, the element
/// <c>it</c> or a value below it. <c>[*]</c> stands for every element of an array.
/// </summary>
public sealed class ActionPath
{
    /// <summary>The one step of a path such as <c>args.amount</c>, which most are.</summary>
    private readonly PathStep.Member? _argument;

    private ActionPath(string text, PathRoot root, ImmutableArray<PathStep> steps)
    {
        _argument = root == PathRoot.Args && steps is [PathStep.Member only] ? only : null;
        Text = text;
        Root = root;
        Steps = steps;
        HasEvery = steps.Any(s => s is PathStep.Every);
        Slot = text.Aggregate(0, (hash, c) => (hash * 31) + c) & (FactCache.Slots - 1);
    }

    /// <summary><c>agent.id</c>.</summary>
    public static ActionPath Agent { get; } = new("agent.id", PathRoot.Agent, []);

    /// <summary><c>environment</c>.</summary>
    public static ActionPath Environment { get; } = new("environment", PathRoot.Environment, []);

    /// <summary>The paths in words, for errors.</summary>
    public static string Forms => "args.NAME, context.NAME, agent.id, tool, environment, or it among elements";

    public string Text { get; }

    public PathRoot Root { get; }

    public ImmutableArray<PathStep> Steps { get; }

    /// <summary>Whether <c>[*]</c> is in it, so that it stands for many values.</summary>
    public bool HasEvery { get; }

    public static bool TryParse(string text, [NotNullWhen(true)] out ActionPath? path)
    {
        path = text switch
        {
            "tool" => new ActionPath(text, PathRoot.Tool, []),
            "environment" => Environment,
            "agent.id" => Agent,
            _ => null,
        };
        if (path is null && PathText.TryParse(text, out var root, out var steps))
        {
            path = new ActionPath(text, root, steps);
        }

        return path is not null;
    }

    /// <summary>What it finds; of a path with <c>[*]</c>, which finds many values, what it finds before that.</summary>
    public Fact Read(in ConditionScope scope) =>
        Root != PathRoot.It && scope.Cache is { } cache ? cache.Read(this, scope) : Find(scope);

    public override string ToString() => Text;

    /// <summary>Where it is kept in a cache.</summary>
    internal int Slot { get; }

    internal Fact Find(in ConditionScope scope)
    {
        Find(scope, out var fact);
        return fact;
    }

    /// <summary>As <see cref="Find(in ConditionScope)"/>, written where it is to stand.</summary>
    internal void Find(in ConditionScope scope, out Fact fact)
    {
        if (_argument is not null)
        {
            _argument.Enter(scope.Action.Args, out fact);
        }
        else
        {
            fact = Descend(Begin(scope), 0, out _);
        }
    }

    /// <summary>What its root is.</summary>
    internal Fact Begin(in ConditionScope scope) => Root switch
    {
        PathRoot.Tool => Fact.Of(scope.Action.Tool),
        PathRoot.Environment => Fact.Of(scope.Action.Environment),
        PathRoot.Agent => Fact.Of(scope.Action.Agent.Value),
        PathRoot.Args => Fact.Of(scope.Action.Args),
        PathRoot.Context => scope.Action.Context is { } context ? Fact.Of(context) : Fact.Missing,
        _ => scope.It,
    };

    /// <summary>Goes on from a value, up to the path's end or to the next <c>[*]</c>.</summary>
    /// <param name="from">The value that the steps before have found.</param>
    /// <param name="step">The step to begin with.</param>
    /// <param name="next">The step that was come to: that of a <c>[*]</c>, or behind the last.</param>
    internal Fact Descend(Fact from, int step, out int next)
    {
        for (next = step; next < Steps.Length && Steps[next] is not PathStep.Every; next++)
        {
            if (from.IsAbsent || from.Kind == FactKind.Unreachable)
            {
                next = StepsUpToEvery(next);
                return from.Kind == FactKind.Unreachable ? from : Fact.Missing;
            }

            from = Steps[next].Enter(from);
        }

        return from;
    }

    private int StepsUpToEvery(int step)
    {
        while (step < Steps.Length && Steps[step] is not PathStep.Every)
        {
            step++;
        }

        return step;
    }
}
