using Approvals.Core.Ports;

namespace Approvals.GrainContracts.Client;

/// <summary>Lets so many calls go at once; more are refused at once, so that nobody waits for a timeout.</summary>
internal sealed class CallGate(int limit)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private int _under;

    /// <exception cref="OverloadedException">So many calls are under way already.</exception>
    public Pass Enter()
    {
        if (Interlocked.Increment(ref _under) > limit)
        {
            Interlocked.Decrement(ref _under);
            throw new OverloadedException(RetryAfter);
        }

        return new Pass(this);
    }

    internal readonly struct Pass(CallGate gate) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref gate._under);
    }
}
