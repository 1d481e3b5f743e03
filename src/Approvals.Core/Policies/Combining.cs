using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Policies;

/// <summary>How the rules of a policy come to one outcome.</summary>
[JsonConverter(typeof(EnumWords<Combining>))]
public enum Combining
{
    /// <summary>Of the rules that apply, deny beats escalate beats allow, whatever their order.</summary>
    Strictest,

    /// <summary>The first rule that applies decides.</summary>
    First,
}
