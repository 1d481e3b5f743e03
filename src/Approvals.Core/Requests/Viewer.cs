using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Core.Requests;

/// <summary>Who looks at requests, and so which ones there are to see.</summary>
public abstract record Viewer
{
    private Viewer()
    {
    }

    /// <summary>Whether this request is there to see.</summary>
    public abstract bool Sees(ApprovalRequest request);

    /// <summary>An agent sees what it asked.</summary>
    public sealed record Agent(AgentId Id) : Viewer
    {
        public override bool Sees(ApprovalRequest request) => request.Agent == Id;
    }

    /// <summary>An executor sees what was claimed for it.</summary>
    public sealed record Executor(ExecutorId Id) : Viewer
    {
        public override bool Sees(ApprovalRequest request) => request.Claim?.Executor == Id;
    }

    /// <summary>A person sees what they may review, for themselves or in somebody's stead.</summary>
    public sealed record Person(Standing Standing) : Viewer
    {
        public override bool Sees(ApprovalRequest request) => request.Asks(Standing);
    }

    /// <summary>An admin or auditor sees everything of the tenant.</summary>
    public sealed record Auditor : Viewer
    {
        public override bool Sees(ApprovalRequest request) => true;
    }
}
