using System.Text.Json.Serialization;
using Approvals.Core.Json;
using Approvals.Core.Policies;

namespace Approvals.Core.Requests;

/// <summary>What shows that it is the person who reviews. The larger value is the stronger.</summary>
[JsonConverter(typeof(EnumWords<Proof>))]
public enum Proof
{
    /// <summary>They have what was sent to them: a link, or a code.</summary>
    Possession,

    /// <summary>They use an account of theirs: a session, a token, Slack.</summary>
    Account,

    /// <summary>They signed in less than <see cref="Proofs.Recent"/> ago.</summary>
    RecentSignIn,
}

/// <summary>What takes which proof.</summary>
public static class Proofs
{
    /// <summary>How old a sign-in may be that counts as recent.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    /// <summary>What it takes to approve. To deny, any proof will do.</summary>
    public static Proof NeededFor(Urgency urgency) => urgency switch
    {
        Urgency.Low or Urgency.Normal => Proof.Possession,
        Urgency.High => Proof.Account,
        _ => Proof.RecentSignIn,
    };
}
