using Approvals.Core.Policies;
using Approvals.Core.Requests;
using Approvals.Embedded.Tests.Fixture;

namespace Approvals.Embedded.Tests;

public sealed class PublicationTests
{
    [Fact]
    public async Task SubmissionThatWaitsBehindAPublication_IsEvaluatedWithIt()
    {
        await using var engine = await TestEngine.NewAsync();
        var generous = Demo.PaymentsSource.Replace("gt: 100", "gt: 1000", StringComparison.Ordinal);
        Task<PublishOutcome> publishing;
        Task<ApprovalRequest> submitting;
        await using (await engine.HoldWriterAsync())
        {
            publishing = engine.PublishAsync(Demo.Payments, generous);
            submitting = engine.SubmitAsync(Demo.Payment("pay", amount: 500));
        }

        Assert.Equal(2, Assert.IsType<PublishOutcome.Published>(await publishing).Policy.Version);
        Assert.Equal(RequestStatus.Approved, (await submitting).Status);
    }
}
