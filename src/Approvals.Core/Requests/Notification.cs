using Approvals.Core.Identifiers;

namespace Approvals.Core.Requests;

/// <summary>That somebody was told something of a request, or could not be.</summary>
public sealed record Notification
{
    /// <summary>The longest <see cref="Reference"/>, in characters.</summary>
    public const int MaxReference = 200;

    public required Notice Notice { get; init; }

    /// <summary>Who; null for all who are at a place, such as a conversation.</summary>
    public ReviewerId? Person { get; init; }

    public required ChannelName Channel { get; init; }

    /// <summary>Whether a program was told, by which nobody is asked; null for no.</summary>
    public bool? ForProgram { get; init; }

    /// <summary>When the channel took it, or it was given up, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the channel calls the message, so that it is found again.</summary>
    public string? Reference { get; init; }

    /// <summary>Why it did not reach them; null where it did.</summary>
    public string? Failure { get; init; }
}
