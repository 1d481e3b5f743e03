namespace Approvals.Grains;

/// <summary>The time of the engine, which is not the time that Orleans runs on.</summary>
/// <param name="Provider">Tells the time, and counts it.</param>
public sealed record EngineTime(TimeProvider Provider)
{
    public DateTimeOffset Now => Provider.GetUtcNow();
}
