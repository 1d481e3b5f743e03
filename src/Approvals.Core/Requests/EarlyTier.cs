namespace Approvals.Core.Requests;

/// <summary>A tier that was asked before its time, because somebody could not be reached.</summary>
/// <param name="Requirement">Which requirement of the request, counted from 0.</param>
/// <param name="Tier">Which tier of the requirement, counted from 0.</param>
/// <param name="At">When, in UTC.</param>
public sealed record EarlyTier(int Requirement, int Tier, DateTimeOffset At);
