using Approvals.Core.Identifiers;
using Approvals.Core.Tenants;

namespace Approvals.Web.Contract;

/// <summary>An executor of the directory.</summary>
internal sealed record ExecutorView(ExecutorId Executor)
{
    public static ExecutorView Of(Executor executor) => new(executor.Id);
}
