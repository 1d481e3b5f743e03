namespace Approvals.Grains.Requests;

/// <summary>What became of effects.</summary>
/// <param name="Delivered">Those that were carried out, by their ids.</param>
/// <param name="Failed">Those that failed behind them, the first of its lane each.</param>
[GenerateSerializer, Immutable, Alias("approvals.settlement")]
internal sealed record Settlement([property: Id(0)] string[] Delivered, [property: Id(1)] FailedEffect[] Failed);

/// <summary>An effect whose attempt failed.</summary>
/// <param name="Effect">Which, by its id.</param>
/// <param name="Reason">What went wrong.</param>
/// <param name="IsFinal">Whether no further attempt would help.</param>
[GenerateSerializer, Immutable, Alias("approvals.failedEffect")]
internal sealed record FailedEffect([property: Id(0)] string Effect, [property: Id(1)] string Reason, [property: Id(2)] bool IsFinal);
