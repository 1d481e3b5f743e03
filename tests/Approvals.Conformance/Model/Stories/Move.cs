namespace Approvals.Conformance.Model.Stories;

/// <summary>One thing that happens in a story. Requests go by the number of their key.</summary>
internal abstract record Move
{
    private Move()
    {
    }

    /// <summary>The request that it is about, if it is about one.</summary>
    internal virtual int? About => null;

    public sealed record Submit(int Key, string Tool, string? OnBehalfOf, bool CallsBack) : Move
    {
        internal override int? About => Key;
    }

    public sealed record Review(int Key, string Who, bool Yes, bool WrongDigest, int Proof) : Move
    {
        internal override int? About => Key;
    }

    public sealed record Cancel(int Key, Party By) : Move
    {
        internal override int? About => Key;
    }

    public sealed record Claim(int Key, Party By, string? Executor, bool WrongDigest, string? Operation, TimeSpan Lease) : Move
    {
        internal override int? About => Key;
    }

    public sealed record Report(int Key, Party By, bool Succeeded, bool WithDetail) : Move
    {
        internal override int? About => Key;
    }

    /// <param name="Key">The request.</param>
    /// <param name="Who">A person, or null for the admin's key.</param>
    /// <param name="Succeeded">What came of it.</param>
    /// <param name="Reason">How they know.</param>
    public sealed record Resolve(int Key, string? Who, bool Succeeded, string Reason) : Move
    {
        internal override int? About => Key;
    }

    /// <summary>Somebody looks at the request, or a timer fires.</summary>
    public sealed record Look(int Key) : Move
    {
        internal override int? About => Key;
    }

    /// <summary>The engine comes to see whether the directory's changes matter to what waits.</summary>
    public sealed record Recheck : Move;

    /// <summary>Gives the role, or takes it.</summary>
    public sealed record TurnRole(string Who, string Role) : Move;

    /// <summary>Deactivates the person, or has them back; whoever is not there yet joins.</summary>
    public sealed record TurnActive(string Who) : Move;

    /// <summary>Appoints the deputy, or dismisses them.</summary>
    public sealed record TurnDeputy(string Who, Stint Stint) : Move;

    /// <summary>Names who answers for the agent that asks most.</summary>
    public sealed record NameOwner(string? Who) : Move;

    public sealed record ListExecutor(string Executor) : Move;

    public sealed record LimitPending(int PerAgent) : Move;

    public sealed record RevokeKey : Move;

    /// <summary>All that is held in memory is lost, and read again from what was stored.</summary>
    /// <param name="Cleanly">Whether in good order; otherwise at once.</param>
    public sealed record Restart(bool Cleanly) : Move;
}

/// <summary>A program, as seen from the request that it deals with.</summary>
internal enum Party
{
    /// <summary>The agent that asked.</summary>
    Agent,

    /// <summary>The other agent.</summary>
    OtherAgent,
    Bank,
    Shop,
}
