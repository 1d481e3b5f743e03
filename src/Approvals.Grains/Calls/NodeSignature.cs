using Approvals.GrainContracts.Credentials;

namespace Approvals.Grains.Calls;

/// <summary>Gives every call that leaves a silo the silo's own credential: what called it has been looked at already.</summary>
internal sealed class NodeSignature(CallCredential.Gateway credential) : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.InterfaceMethod?.DeclaringType is { } type && OurGrains.Has(type))
        {
            RequestContext.Set(CallCredential.Header, credential.For(OurGrains.TenantOf(context.TargetId)));
        }

        return context.Invoke();
    }
}
