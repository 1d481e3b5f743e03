using Approvals.Core.Ports;
using Approvals.Core.Telemetry;
using Approvals.Grains.Rules;
using Approvals.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Approvals.Grains.Requests;

/// <summary>What the requests of a silo share.</summary>
internal sealed record RequestServices(
    GrainRecords Records,
    SiloLease Silo,
    TenantRules Rules,
    Admissions Admissions,
    IPermitSigner Signer,
    Courier Courier,
    SelfWork SelfWork,
    EngineTime Time,
    EngineMeter Meter,
    RequestMetrics Metrics,
    ILogger<RequestGrain> Logger);
