using Approvals.Core.Requests;

namespace Approvals.Core.Tests.Requests;

/// <summary>What tests say of a step.</summary>
internal static class Steps
{
    /// <summary>The step stored nothing and did nothing; its outcome.</summary>
    public static TOutcome Refused<TOutcome>(Step<TOutcome> step)
    {
        Assert.Null(step.State);
        Assert.Empty(step.Effects);
        return step.Outcome;
    }

    /// <summary>The step stored a state one version on, with exactly these effects; that state.</summary>
    public static ApprovalRequest Changed<TOutcome>(Step<TOutcome> step, ApprovalRequest before, params Effect[] effects)
    {
        Assert.NotNull(step.State);
        Assert.Equal(before.Version + 1, step.State.Version);
        Assert.Equal(effects, step.Effects);
        return step.State;
    }
}
