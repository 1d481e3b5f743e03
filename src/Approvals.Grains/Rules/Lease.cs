namespace Approvals.Grains.Rules;

/// <summary>What the authority said, and until when that may be decided on: a moment of a clock that nobody sets.</summary>
/// <param name="Value">What it said.</param>
/// <param name="Until">In ticks of the provider's timestamps.</param>
internal sealed record Lease<T>(T Value, long Until)
{
    public bool Holds(EngineTime time) => time.Provider.GetTimestamp() <= Until;
}
