using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Crashes;

/// <summary>The disk is filled and freed, under load and between two lives of the server.</summary>
internal sealed class FillingDisk : Surroundings
{
    private const int Megabytes = 64;

    /// <summary>A full disk still takes a little, so that a commit fails anywhere in its middle.</summary>
    private const int MostLeft = 64 * 1024;

    private readonly SmallDisk _disk;

    private FillingDisk(SmallDisk disk) => _disk = disk;

    public override string Data => _disk.Path;

    public override bool StorageMayFail => true;

    public static async Task<FillingDisk> MountAsync() => new(await SmallDisk.MountAsync(Megabytes));

    public override void BeforeStart(Random random)
    {
        _disk.Free();
        if (random.Next(3) == 0)
        {
            _disk.Fill(random.Next(MostLeft));
        }
    }

    public override async Task DisturbAsync(Random random, CancellationToken killed)
    {
        while (!killed.IsCancellationRequested)
        {
            await PauseAsync(random, 50, 300, killed);
            _disk.Fill(random.Next(MostLeft));
            await PauseAsync(random, 50, 400, killed);
            if (!killed.IsCancellationRequested)
            {
                _disk.Free();
            }
        }
    }

    public override void Calm() => _disk.Free();

    public override void BeforeLastStart() => _disk.Free();

    public override ValueTask DisposeAsync() => _disk.DisposeAsync();
}
