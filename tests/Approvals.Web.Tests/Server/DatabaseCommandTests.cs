using System.Text;
using Approvals.Web.Tests.Hosting;

namespace Approvals.Web.Tests.Server;

public sealed class DatabaseCommandTests
{
    [Fact]
    public async Task BackupOfARunningServer_PassesTheCheck()
    {
        using var data = new TemporaryDirectory();
        using var elsewhere = new TemporaryDirectory();
        var copy = elsewhere["copy.db"];
        var (server, client) = await ServerProcess.StartAsync(data.Path);
        await using var running = server;
        using var calls = client;

        var (backup, said) = await ServerProcess.RunAsync(["backup", copy, "--data", data.Path]);
        var (check, sound) = await ServerProcess.RunAsync(["check", copy]);
        var (checkBeside, _) = await ServerProcess.RunAsync(["check", "--data", data.Path]);
        var (again, refusal) = await ServerProcess.RunAsync(["backup", copy, "--data", data.Path]);

        Assert.True(backup == 0, said);
        Assert.True(check == 0, sound);
        Assert.Equal(0, checkBeside);
        Assert.Equal(1, again);
        Assert.Contains("is there already", refusal, StringComparison.Ordinal);
        (await client.GetAsync("/health/ready", null)).Expect(200);
    }

    [Fact]
    public async Task CheckOfADamagedDatabase_SaysWhereAndEndsWith1()
    {
        using var data = new TemporaryDirectory();
        await ServerProcess.RunAsync(["tenant", "create", "acme", "--data", data.Path]);
        var file = data["approvals.db"];
        var bytes = await File.ReadAllBytesAsync(file);
        // The tenant's record, as JSON in the file: one brace less.
        var at = bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes("{\"format\":"));
        Assert.True(at > 0);
        bytes[at] = (byte)'(';
        await File.WriteAllBytesAsync(file, bytes);

        var (exitCode, output) = await ServerProcess.RunAsync(["check", "--data", data.Path]);

        Assert.Equal(1, exitCode);
        Assert.Contains("Tenant acme:", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("backup", "copy.db")]
    public async Task NoDatabase_IsToldInASentence(params string[] command)
    {
        using var data = new TemporaryDirectory();

        var (exitCode, output) = await ServerProcess.RunAsync([.. command, "--data", data.Path]);

        Assert.Equal(1, exitCode);
        Assert.Contains("There is no database", output, StringComparison.Ordinal);
    }
}
