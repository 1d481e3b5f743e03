namespace Approvals.Channels.Slack;

/// <summary>Slack did not do it; another attempt may succeed.</summary>
internal sealed class SlackException(string reason, TimeSpan? retryAfter = null) : Exception(reason)
{
    /// <summary>How long Slack takes nothing more of this kind, where it says so.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
