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
    private readonly Together?[] _together = new Together?[Slots];
    private readonly Silent?[] _silent = new Silent?[Slots];

    public Evaluation? FindAlone(int rule) => Volatile.Read(ref _alone[rule]);

    public Evaluation KeepAlone(int rule, Evaluation evaluation) =>
        Interlocked.CompareExchange(ref _alone[rule], evaluation, null) ?? evaluation;

    public Evaluation? FindTogether(ReadOnlySpan<int> rules) =>
        Volatile.Read(ref _together[SlotOf(rules)]) is { } known && rules.SequenceEqual(known.Rules) ? known.Evaluation : null;

    public Evaluation KeepTogether(ReadOnlySpan<int> rules, Evaluation evaluation)
    {
        Volatile.Write(ref _together[SlotOf(rules)], new Together(rules.ToArray(), evaluation));
        return evaluation;
    }

    public Evaluation? FindSilent(string tool) =>
        Volatile.Read(ref _silent[SlotOf(tool)]) is { } known && known.Tool == tool ? known.Evaluation : null;

    public Evaluation KeepSilent(string tool, Evaluation evaluation)
    {
        Volatile.Write(ref _silent[SlotOf(tool)], new Silent(tool, evaluation));
        return evaluation;
    }

    private static uint SlotOf(string tool) => (uint)tool.GetHashCode(StringComparison.Ordinal) % Slots;

    private static uint SlotOf(ReadOnlySpan<int> rules)
    {
        var hash = default(HashCode);
        foreach (var rule in rules)
        {
            hash.Add(rule);
        }

        return (uint)hash.ToHashCode() % Slots;
    }

    private sealed record Together(int[] Rules, Evaluation Evaluation);

    private sealed record Silent(string Tool, Evaluation Evaluation);
}
