using System.Diagnostics;
using Approvals.Core.Identifiers;
using Approvals.Core.Policies;

namespace Approvals.Bench.Policies;

/// <summary>
/// Compares our evaluator with a naive one in C# and with engines of Node, on the same rules and actions in the same
/// run: rounds alternate, medians count. All must find the same rules.
/// </summary>
internal sealed class PolicyComparison(int rounds, double seconds, NodePeers peers)
{
    /// <summary>The clock is looked at after so many.</summary>
    private const int Batch = 256;

    private static readonly int[] Sizes = [10, 100, 1_000, 10_000];

    public async Task RunAsync()
    {
        Console.WriteLine("| rules | ours ns | to 100 rules | bytes | naive C# ns | ratio | cedar-wasm ns | ratio | json-rules-engine ns | ratio | compiled in ms |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var measured = new List<Times>();
        foreach (var size in Sizes)
        {
            measured.Add(await MeasureAsync(RuleSample.Of(size)));
        }

        var atHundred = measured.Single(m => m.Rules == 100).Ours;
        measured.ForEach(m => Report.Line(
            $"| {m.Rules:N0} | {m.Ours:N0} | {m.Ours / atHundred:N2} | {m.Bytes:N0} | {m.Naive:N0} | {m.Naive / m.Ours:N0} | {m.Peers[0].Nanoseconds:N0} | {m.Peers[0].Nanoseconds / m.Ours:N0} | {m.Peers[1].Nanoseconds:N0} | {m.Peers[1].Nanoseconds / m.Ours:N0} | {m.Compiled:N0} |"));
    }

    private async Task<Times> MeasureAsync(RuleSample sample)
    {
        var source = sample.ToYaml();
        var policy = Compile(source);
        var clock = Stopwatch.StartNew();
        var set = new PolicySet([new PublishedPolicy(Compile(source), 1, source, DateTimeOffset.UnixEpoch, "bench")]);
        var compiled = clock.Elapsed.TotalMilliseconds;
        var naive = new FirstToLast(policy);
        var actions = sample.ToProposedActions();
        var peerTimes = await peers.MeasureAsync(sample, seconds);
        CheckAgreement(actions, set, naive, peerTimes);

        var ours = new List<double>();
        var theirs = new List<double>();
        var bytes = 0L;
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(Time(actions, a => set.Evaluate(a, DateTimeOffset.UnixEpoch), out bytes));
            theirs.Add(Time(actions, a => naive.Evaluate(a, DateTimeOffset.UnixEpoch), out _));
        }

        return new Times(sample.Rules.Count, ours.Median(), bytes, theirs.Median(), peerTimes, compiled);
    }

    private static void CheckAgreement(
        IReadOnlyList<ProposedAction> actions, PolicySet set, FirstToLast naive, IReadOnlyList<PeerTime> peerTimes)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            var evaluation = set.Evaluate(actions[i], DateTimeOffset.UnixEpoch);
            var applied = evaluation.Decision == PolicyDecision.Escalate ? evaluation.Rules.Length : 0;
            if (applied != naive.Evaluate(actions[i], DateTimeOffset.UnixEpoch).Rules || peerTimes.Any(p => p.Applied[i] != applied))
            {
                throw new InvalidOperationException($"The engines do not agree on {actions[i].Tool}.");
            }
        }
    }

    /// <summary>Processor time, which says more than the clock's on a machine that does other things too.</summary>
    private double Time<T>(IReadOnlyList<ProposedAction> actions, Func<ProposedAction, T> evaluate, out long bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Environment.CpuUsage.TotalTime;
        var used = TimeSpan.Zero;
        var count = 0L;
        while (used.TotalSeconds < seconds)
        {
            for (var i = 0; i < Batch; i++)
            {
                evaluate(actions[i % actions.Count]);
            }

            count += Batch;
            used = Environment.CpuUsage.TotalTime - start;
        }

        bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / count;
        return used.TotalNanoseconds / count;
    }

    private static Policy Compile(string source) => PolicyCompiler.Compile(source, new PolicyName("bench")) switch
    {
        PolicyCompilation.Compiled(var policy) => policy,
        PolicyCompilation.Refused(var errors) => throw new InvalidOperationException(errors[0].ToString()),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not an outcome of compiling."),
    };

    private sealed record Times(int Rules, double Ours, long Bytes, double Naive, IReadOnlyList<PeerTime> Peers, double Compiled);
}
