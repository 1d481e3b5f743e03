using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Approvals.Core.Identifiers;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Tracing;

/// <summary>Why an evaluation came out as it did. For people who see the action: it shows the action's values.</summary>
/// <param name="Evaluation">What came out.</param>
/// <param name="Policies">How each policy came to its part of it, in the order of their names.</param>
public sealed record EvaluationTrace(Evaluation Evaluation, ImmutableArray<PolicyTrace> Policies);

/// <summary>What one policy made of the action.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Version">Which version of it.</param>
/// <param name="Combine">How its rules come to one outcome.</param>
/// <param name="Default">What it says where no rule applies.</param>
/// <param name="DefaultHolds">Whether it says so here: no rule of any policy applies.</param>
/// <param name="RulesOfOtherTools">How many of its rules do not speak of the tool.</param>
/// <param name="Rules">Those that do, in their order.</param>
public sealed record PolicyTrace(
    PolicyName Policy,
    int Version,
    Combining Combine,
    PolicyDecision Default,
    bool DefaultHolds,
    int RulesOfOtherTools,
    ImmutableArray<RuleTrace> Rules);

/// <summary>What one rule that speaks of the tool made of the action.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Action">What it says where it applies.</param>
/// <param name="Result">Whether it applies, and why.</param>
/// <param name="Conditions">All that must hold, in its order; empty where it was not asked.</param>
public sealed record RuleTrace(string Rule, PolicyDecision Action, RuleResult Result, ImmutableArray<ConditionTrace> Conditions);

/// <summary>Whether a rule applies, and why.</summary>
[JsonConverter(typeof(EnumWords<RuleResult>))]
public enum RuleResult
{
    /// <summary>Its condition holds.</summary>
    Applies,

    /// <summary>Its condition is unknown, and it denies or escalates.</summary>
    AppliesToUnknown,

    /// <summary>Its condition is unknown, and it allows.</summary>
    PassedOver,

    /// <summary>Its condition does not hold.</summary>
    Fails,

    /// <summary>A rule before it applies, and the first decides.</summary>
    NotAsked,
}
