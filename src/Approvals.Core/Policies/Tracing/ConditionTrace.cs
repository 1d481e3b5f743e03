using System.Collections.Immutable;
using Approvals.Core.Policies.Conditions;

namespace Approvals.Core.Policies.Tracing;

/// <summary>How one of the conditions of a rule ended.</summary>
/// <param name="Condition">As YAML in one line.</param>
/// <param name="Truth">How it ended.</param>
/// <param name="Tests">The tests in it that the action was asked, those on elements left out.</param>
public sealed record ConditionTrace(string Condition, Truth Truth, ImmutableArray<TestTrace> Tests);

/// <summary>How one test ended, and on what value.</summary>
/// <param name="Path">What was looked at.</param>
/// <param name="Test">The operator and its operand, as YAML in one line.</param>
/// <param name="Value">What was there, as inert text of at most 200 characters.</param>
/// <param name="Kind">Of what kind that is, in words.</param>
/// <param name="Truth">How it ended.</param>
public sealed record TestTrace(string Path, string Test, string Value, string Kind, Truth Truth);
