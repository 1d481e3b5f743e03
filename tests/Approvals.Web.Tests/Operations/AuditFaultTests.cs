using Approvals.Core.Ports;
using Approvals.Web.Tests.Codes;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Operations;

public sealed class AuditFaultTests(OwnServer server) : IClassFixture<OwnServer>
{
    [Fact]
    public async Task WhatCannotBeWrittenDown_IsNotDone()
    {
        server.Audit.Fault = new EngineException("The disk is full");
        try
        {
            (await AddAsync("unlogged")).ExpectProblem(503, "outcome_unknown");
        }
        finally
        {
            server.Audit.Fault = null;
        }

        (await server.Client.GetAsync("/v1/executors/unlogged", server.Demo.Carol)).ExpectProblem(404, "not_found");
        (await AddAsync("logged")).Expect(200);
        (await server.Client.GetAsync("/v1/executors/logged", server.Demo.Carol)).Expect(200);
    }

    private Task<Answer> AddAsync(string executor) =>
        server.Client.SendAsync(HttpMethod.Put, $"/v1/executors/{executor}", server.Demo.Carol, new StringContent("{}"));
}
