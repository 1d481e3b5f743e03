using Approvals.GrainContracts.Client;

namespace Approvals.Cluster.Tests;

/// <summary>Many ask at once: few questions, and no answer that is older than its question.</summary>
public sealed class SharedQuestionTests
{
    private readonly List<TaskCompletionSource<int>> _asked = [];
    private readonly SharedQuestion<int> _question;

    public SharedQuestionTests() => _question = new SharedQuestion<int>(() =>
    {
        var asked = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_asked)
        {
            _asked.Add(asked);
        }

        return asked.Task;
    });

    [Fact]
    public async Task WhoeverComesWhileItIsAsked_GetsTheNextAnswer()
    {
        var first = _question.AskAsync();
        var second = _question.AskAsync();
        var third = _question.AskAsync();

        _asked[0].SetResult(1);
        Assert.Equal(1, await first.InTime());
        (await AskedAsync(2)).SetResult(2);

        Assert.All(await Task.WhenAll(second, third).InTime(), answer => Assert.Equal(2, answer));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task QuestionThatHangs_HoldsNobodyUpButThoseWhoAskedIt()
    {
        var hangs = _question.AskAsync();
        var next = _question.AskAsync();

        (await AskedAsync(2)).SetResult(2);

        Assert.Equal(2, await next.InTime());
        Assert.False(hangs.IsCompleted);
        var after = _question.AskAsync();
        (await AskedAsync(3)).SetResult(3);
        Assert.Equal(3, await after.InTime());
    }

    [Fact]
    public async Task QuestionThatFails_FailsForThoseWhoAskedIt()
    {
        var first = _question.AskAsync();
        var second = _question.AskAsync();

        _asked[0].SetException(new IOException("No line."));
        (await AskedAsync(2)).SetResult(2);

        await Assert.ThrowsAsync<IOException>(() => first.InTime());
        Assert.Equal(2, await second.InTime());
    }

    private async Task<TaskCompletionSource<int>> AskedAsync(int times)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        while (true)
        {
            lock (_asked)
            {
                if (_asked.Count >= times)
                {
                    return _asked[times - 1];
                }
            }

            Assert.False(limit.IsCancellationRequested, "It is not asked again.");
            await Task.Yield();
        }
    }
}
