using Approvals.Core.Ports;
using Approvals.Grains.Listing;
using Approvals.Grains.Requests;
using Approvals.Grains.Rules;
using Approvals.Grains.Storage;
using Approvals.Grains.Sweeping;
using Microsoft.Extensions.DependencyInjection;

namespace Approvals.Grains;

/// <summary>Sets a silo up with the engine.</summary>
public static class SiloSetup
{
    private const string Invariant = "Npgsql";

    /// <summary>
    /// The grains and their storage. What remains to be registered: an <see cref="IPermitSigner"/>, an
    /// <see cref="IChannel"/>, an <see cref="EngineTime"/>; and <see cref="SelfWork"/> is to be started.
    /// </summary>
    public static ISiloBuilder AddApprovals(this ISiloBuilder silo, DatabaseOptions options)
    {
        silo.AddAdoNetGrainStorage(GrainRecords.Provider, storage =>
        {
            storage.Invariant = Invariant;
            storage.ConnectionString = options.ConnectionString;
            storage.GrainStorageSerializer = new RowSerializer();
        });
        silo.AddReminders().UseAdoNetReminderService(reminders =>
        {
            reminders.Invariant = Invariant;
            reminders.ConnectionString = options.ConnectionString;
        });
        silo.AddIncomingGrainCallFilter<CallGuard>();
        silo.Services
            .AddSingleton(options)
            .AddSingleton<ClusterDatabase>()
            .AddSingleton<GrainRecords>()
            .AddSingleton<Admissions>()
            .AddSingleton<RequestListing>()
            .AddSingleton<DueRequests>()
            .AddSingleton<TenantRules>()
            .AddSingleton<Courier>()
            .AddSingleton<RequestServices>()
            .AddSingleton<SelfWork>()
            .AddSingleton<SweepAlarm>()
            .AddHostedService<SweepLoop>();
        return silo;
    }
}
