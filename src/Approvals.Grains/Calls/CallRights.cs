using Approvals.Core.Identifiers;
using Approvals.Core.Requests;
using Approvals.Core.Tenants;
using Approvals.GrainContracts;

namespace Approvals.Grains.Calls;

/// <summary>What the caller of a grain may, as its credential says. Every grain asks before it does anything.</summary>
internal abstract record CallRights
{
    private static readonly AsyncLocal<CallRights?> CurrentCall = new();

    private CallRights()
    {
    }

    /// <summary>Those of the call under way.</summary>
    public static CallRights Current
    {
        get => CurrentCall.Value ?? throw new CallRefusedException("The call carries no credential.");
        set => CurrentCall.Value = value;
    }

    /// <summary>Of the cluster's own nodes: a gateway has looked at what its caller may.</summary>
    public sealed record All : CallRights;

    /// <summary>Of the holder of a tenant's API key.</summary>
    public sealed record OfKey(ApiKey Key, Tenant Tenant) : CallRights;

    /// <summary>What nobody but the cluster's own nodes does.</summary>
    public void RequireNode() => Require(this is All, "This is for the cluster's own nodes.");

    public void RequireAdmin() => Require(this is All or OfKey { Key.Holder: KeyHolder.ForAdmin }, "This takes an admin's key.");

    public void RequireAuditor() => Require(
        this is All or OfKey { Key.Holder: KeyHolder.ForAdmin or KeyHolder.ForAuditor }, "This takes an admin's or an auditor's key.");

    public void RequireAsking(Submission submission) => Require(
        this is not OfKey key || (key.Key.Holder is KeyHolder.ForAgent(var agent) && agent == submission.Agent && MayName(key, submission)),
        "The key is not the agent's that asks, or may not name this environment or this callback.");

    /// <summary>A person says what they say to a gateway, which knows them.</summary>
    public void RequireReviewing() => Require(this is All, "No key reviews.");

    public void RequireActingAs(AgentId agent) => Require(
        this is All || HolderIs(new KeyHolder.ForAgent(agent)), "The key is not this agent's.");

    public void RequireActingAs(Claimant claimant) => Require(
        this is All || (claimant switch
        {
            Claimant.Agent(var agent) => HolderIs(new KeyHolder.ForAgent(agent)),
            Claimant.Executor(var executor) => HolderIs(new KeyHolder.ForExecutor(executor)),
            _ => false,
        }),
        "The key is not that of whoever claims or reports.");

    public void RequireActingAs(Administrator administrator) => Require(
        this is All || (this is OfKey { Key: { Holder: KeyHolder.ForAdmin } key } && administrator == new Administrator.Key(key.Id)),
        "The key is not the admin's that resolves.");

    public void RequireViewing(Viewer viewer) => Require(
        this is All || (this is OfKey { Key.Holder: var holder } && (holder, viewer) switch
        {
            (KeyHolder.ForAgent(var agent), Viewer.Agent(var viewed)) => agent == viewed,
            (KeyHolder.ForExecutor(var executor), Viewer.Executor(var viewed)) => executor == viewed,
            (KeyHolder.ForAdmin or KeyHolder.ForAuditor, Viewer.Auditor) => true,
            _ => false,
        }),
        "The key is not that of whoever looks.");

    /// <summary>Whether the caller sees this request; who does not is told that there is none.</summary>
    public bool Sees(ApprovalRequest request) => this is not OfKey { Key.Holder: var holder } || (holder switch
    {
        KeyHolder.ForAgent(var agent) => request.Agent == agent,
        KeyHolder.ForExecutor(var executor) => request.Claim?.Executor == executor,
        _ => true,
    });

    private static bool MayName(OfKey key, Submission submission) =>
        key.Tenant.FindAgent(submission.Agent) is { } agent
        && (submission.Action.Environment is not { } environment || agent.MayName(environment, key.Key))
        && (submission.CallbackUrl is not { } address
            || (Uri.TryCreate(address, UriKind.Absolute, out var uri) && CallbackOrigin.OfAddress(uri) is { } origin
                && agent.MayName(origin, key.Key)));

    private static void Require(bool may, string otherwise)
    {
        if (!may)
        {
            throw new CallRefusedException(otherwise);
        }
    }

    private bool HolderIs(KeyHolder holder) => this is OfKey key && key.Key.Holder == holder;
}
