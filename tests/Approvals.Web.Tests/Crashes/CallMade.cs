using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>A call that was made.</summary>
/// <param name="Call">What was called.</param>
/// <param name="Number">Its place among the calls about its request.</param>
/// <param name="Known">The newest version of the request that was known then.</param>
/// <param name="At">The server's clock then.</param>
internal sealed record CallMade(Call Call, int Number, int Known, ServerClock.Reading At)
{
    /// <summary>What the server said last; null where it said nothing.</summary>
    public Answer? Answer { get; set; }

    /// <summary>The server's clock when the answer came.</summary>
    public ServerClock.Reading? AnsweredAt { get; set; }

    public bool IsAcknowledged => Answer is { Status: 200 or 202 };

    /// <summary>Whether nobody knows if it took effect: no answer came, or the storage did not confirm.</summary>
    public bool IsInDoubt { get; set; }

    private string Said => Answer switch
    {
        null => "no answer",
        _ when IsAcknowledged && Answer.Has("version") => $"{Answer.Status} {RequestState.Of(Answer.Json)}",
        _ => $"{Answer.Status} {Answer.Text}",
    };

    public override string ToString() => $"{Number}. {Call} at {At.Time:O}: {Said}";
}
