using System.Text.Json.Serialization;
using Approvals.Core.Json;

namespace Approvals.Core.Requests;

/// <summary>What somebody is told of a request.</summary>
[JsonConverter(typeof(EnumWords<Notice>))]
public enum Notice
{
    /// <summary>It waits for them.</summary>
    Asked,

    /// <summary>It waits for them, and is not urgent: told among others, once a day.</summary>
    Listed,

    /// <summary>More people are asked: for a place where it was told already.</summary>
    AskedMore,

    /// <summary>Half of the time is over.</summary>
    Reminded,

    /// <summary>It is decided, and nobody is needed any more.</summary>
    Decided,

    /// <summary>Nobody reported whether the approved action was executed.</summary>
    Unknown,
}
