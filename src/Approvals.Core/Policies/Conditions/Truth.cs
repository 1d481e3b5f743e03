using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Policies.Conditions;

/// <summary>A value of Kleene's strong three-valued logic.</summary>
[JsonConverter(typeof(EnumWords<Truth>))]
public enum Truth
{
    False,

    /// <summary>The condition could not be evaluated on this action.</summary>
    Unknown,

    True,
}

/// <summary>Kleene's connectives: with False below Unknown below True, and is the minimum, or the maximum.</summary>
internal static class TruthLogic
{
    public static Truth Of(bool value) => value ? Truth.True : Truth.False;

    public static Truth And(Truth a, Truth b) => a < b ? a : b;

    public static Truth Or(Truth a, Truth b) => a > b ? a : b;

    public static Truth Not(Truth a) => (Truth)(Truth.True - a);
}
