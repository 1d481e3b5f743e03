namespace Approvals.Grains.Storage;

/// <summary>Our own errors in SQL.</summary>
internal static class SqlStates
{
    public const string Outdated = "AP001";

    public const string Taken = "AP002";
}
