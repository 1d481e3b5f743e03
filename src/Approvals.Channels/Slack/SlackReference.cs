namespace Approvals.Channels.Slack;

/// <summary>What a message is found by: its conversation, its time stamp, and whether it has several requests in it.</summary>
internal sealed record SlackReference(string Conversation, string Timestamp, bool IsShared)
{
    private const char Mark = '+';

    /// <returns>Null where the text is none.</returns>
    public static SlackReference? Parse(string? text) => text?.Split(' ') switch
    {
        [var conversation, var timestamp] => new(conversation, timestamp.TrimEnd(Mark), timestamp.EndsWith(Mark)),
        _ => null,
    };

    public override string ToString() => $"{Conversation} {Timestamp}{(IsShared ? Mark : "")}";
}
