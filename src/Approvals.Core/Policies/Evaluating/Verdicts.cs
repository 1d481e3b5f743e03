using Approvals.Core.Policies.Conditions;
using Approvals.Core.Policies.Indexing;

namespace Approvals.Core.Policies.Evaluating;

/// <summary>The rules that apply to an action, or that were passed over, in their order.</summary>
internal ref struct Verdicts(Span<int> buffer)
{
    /// <summary>So many stand on the stack.</summary>
    public const int OnStack = 16;

    private Candidates _rules = new(buffer);

    public readonly int Count => _rules.Count;

    public readonly ReadOnlySpan<int> Rules => _rules.All;

    /// <summary>Whether they come to the same whatever the action.</summary>
    public bool AreFixed { get; private set; } = true;

    public PolicyDecision Strictest { get; private set; } = PolicyDecision.Allow;

    public void Add(CompiledRule rule, Truth truth)
    {
        _rules.Add(rule.Ordinal);
        AreFixed &= truth == Truth.True && rule.IsFixed;
        Strictest = rule.Rule.Action > Strictest ? rule.Rule.Action : Strictest;
    }

    public readonly void Dispose() => _rules.Dispose();
}
