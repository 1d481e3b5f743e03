namespace Approvals.Core.Policies.Evaluating;

/// <summary>
/// Outcomes that are the same whatever the action, so that those who share one share the instance: of a rule that alone
/// applies, of several rules together, and of no rule for a tool. Of the latter two, the last few hundred; nobody waits
/// for anybody, and who comes at the same time makes one too many.
/// </summary>
internal sealed class KnownEvaluations(int rules)
{
    private const int Slots = 512;

    private readonly Evaluation?[] _alone = new Evaluation?[rules];
    private Together?[]? _together;
    private Silent?[]? _silent;

    public Evaluation? FindAlone(int rule) => Volatile.Read(ref _alone[rule]);

    public Evaluation KeepAlone(int rule, Evaluation evaluation) =>
        Interlocked.CompareExchange(ref _alone[rule], evaluation, null) ?? evaluation;

    public Evaluation? FindTogether(ReadOnlySpan<int> rules) =>
        _together is { } slots && Volatile.Read(ref slots[SlotOf(rules)]) is { } known && rules.SequenceEqual(known.Rules)
            ? known.Evaluation
            : null;

    public Evaluation KeepTogether(ReadOnlySpan<int> rules, Evaluation evaluation)
    {
        Volatile.Write(ref Made(ref _together)[SlotOf(rules)], new Together(rules.ToArray(), evaluation));
        return evaluation;
    }

    public Evaluation? FindSilent(string tool) =>
        _silent is { } slots && Volatile.Read(ref slots[SlotOf(tool)]) is { } known && known.Tool == tool ? known.Evaluation : null;

    public Evaluation KeepSilent(string tool, Evaluation evaluation)
    {
        Volatile.Write(ref Made(ref _silent)[SlotOf(tool)], new Silent(tool, evaluation));
        return evaluation;
    }

    /// <summary>Most sets are never asked such a thing: the slots are made when they are needed.</summary>
    private static T?[] Made<T>(ref T?[]? slots) => slots ?? Interlocked.CompareExchange(ref slots, new T?[Slots], null) ?? slots;

    private static uint SlotOf(string tool) => (uint)tool.GetHashCode(StringComparison.Ordinal) % Slots;

    private static uint SlotOf(ReadOnlySpan<int> rules)
    {
        var hash = 0u;
        foreach (var rule in rules)
        {
            hash = (hash * 31) + (uint)rule;
        }

        return hash % Slots;
    }

    private sealed record Together(int[] Rules, Evaluation Evaluation);

    private sealed record Silent(string Tool, Evaluation Evaluation);
}
