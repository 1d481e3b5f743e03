using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Approvals.HttpBench;
using Npgsql;

namespace Approvals.ClusterBench;

/// <summary>
/// <c>pgbench</c>, in a database of its own, with what a creation says to the cluster's, prepared and each committed as
/// the grains commit it: whether there is such a record, the admission with what was denied before, the reminder, the record, and the record again
/// without the effects that were carried out.
/// </summary>
internal sealed partial class PgBench(DirectoryInfo directory, LocalCluster cluster, int clients)
{
    private const string Database = "pgbench";

    private string Script => Path.Combine(directory.FullName, "creation.sql");

    /// <summary>Writes the script, with the record of a request that the cluster has stored.</summary>
    public async Task PrepareAsync()
    {
        await cluster.CreateDatabaseAsync(Database);
        await using var source = NpgsqlDataSource.Create(cluster.Database);
        await using var command = source.CreateCommand(
            """
            SELECT r.id, convert_from(g.record, 'UTF8'), array_to_json(r.names)::text, r.due::text, t.directory, t.policies
            FROM requests AS r JOIN grain_records AS g ON g.kind = 'request' AND g.key LIKE '%' || r.id JOIN tenants AS t USING (tenant)
            WHERE r.status = 'pending' ORDER BY r.seq LIMIT 1
            """);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var (id, record) = (row.GetString(0), row.GetString(1));
        var line = new StringBuilder()
            .Append("{\"tenant\":\"bench\",\"id\":\"").Append(id)
            .Append("\",\"status\":\"pending\",\"tool\":\"payment.send\",\"agent\":\"agent\",\"names\":").Append(row.GetString(2))
            .Append(",\"due\":").Append(row.GetString(3));
        await using (var own = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.Database) { Database = Database }.ConnectionString))
        {
            await using var tenant = own.CreateCommand("INSERT INTO tenants (tenant, directory, policies) VALUES ('bench', $1, $2)");
            tenant.Parameters.AddWithValue(row.GetInt32(4));
            tenant.Parameters.AddWithValue(row.GetInt32(5));
            await tenant.ExecuteNonQueryAsync();
        }

        var fence = string.Create(
            CultureInfo.InvariantCulture, $",\"fence\":{{\"directory\":{row.GetInt32(4)},\"policies\":{row.GetInt32(5)}}}");
        // In the order of time, as requests' ids are.
        const string Id = "'req_' || lpad(:n::text, 26, '0')";
        string Payload(string more) =>
            $"convert_to(replace({Quote($"{line}{more},\"isParked\":false}}\n{record}")}, '{id}', {Id}), 'UTF8')";
        await File.WriteAllTextAsync(
            Script,
            $"""
            \set i :i + 1
            \set n :first + :i * {clients} + :client_id
            SELECT record, version FROM grain_records WHERE service = 'approvals' AND kind = 'request' AND key = 'bench/' || {Id};
            SELECT admit('bench', 'agent', {Id}, 1000000), d.id, d.status, d.at, d.reason FROM (VALUES (1)) AS one LEFT JOIN denials AS d ON d.tenant = 'bench' AND d.agent = 'agent' AND d.digest = {Id};
            SELECT put_reminder('approvals', 'approvals.request/bench/' || {Id}, 'due', now(), 60000::bigint, (:n::bigint % 2000000000)::integer);
            SELECT write_record('approvals', 'request', 'bench/' || {Id}, NULL, {Payload($",\"outbox\":1{fence}")});
            SELECT write_record('approvals', 'request', 'bench/' || {Id}, 1, {Payload("")});

            """.Replace("\r", "", StringComparison.Ordinal));
    }

    public async Task<Measurement> RunAsync(int seconds)
    {
        var log = Path.Combine(directory.FullName, "pgbench");
        string[] arguments =
        [
            "-n", "-M", "prepared", "-f", Script, "-l", $"--log-prefix={log}",
            "-D", "i=0", "-D", $"first={DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}000",
            "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", "2", "-T", seconds.ToString(CultureInfo.InvariantCulture),
            "-h", "127.0.0.1", "-p", cluster.DatabasePort.ToString(CultureInfo.InvariantCulture), "-U", "postgres", Database,
        ];
        var start = new ProcessStartInfo("pgbench", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || !Rate().IsMatch(output))
        {
            throw new InvalidOperationException($"pgbench failed:\n{output}");
        }

        var times = new List<double>();
        foreach (var file in directory.EnumerateFiles("pgbench.*"))
        {
            // Of each line the third is how long it took, in microseconds.
            await foreach (var line in File.ReadLinesAsync(file.FullName))
            {
                times.Add(double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture) / 1_000);
            }

            file.Delete();
        }

        times.Sort();
        return new Measurement(
            double.Parse(Rate().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture), times[(int)(times.Count * 0.99)], FlowP99: 0);
    }

    /// <summary>As a literal; colons are escaped, since pgbench takes what follows one for a variable.</summary>
    private static string Quote(string text)
    {
        var literal = new StringBuilder(text)
            .Replace(@"\", @"\\").Replace("'", "''").Replace("\n", @"\n").Replace(":", @"\x3a");
        return $"E'{literal}'";
    }

    [GeneratedRegex(@"tps = (?<rate>[\d.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();
}
