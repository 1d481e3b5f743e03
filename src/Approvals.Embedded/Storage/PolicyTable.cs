using Approvals.Core.Identifiers;
using Approvals.Core.Policies;
using Microsoft.Data.Sqlite;

namespace Approvals.Embedded.Storage;

/// <summary>The rows of policies, one for each version ever published.</summary>
internal sealed class PolicyTable(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _insert = connection.Prepare(
        "INSERT INTO policies (tenant, name, version, source, published_at, published_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        6);

    public void Insert(TenantId tenant, PublishedPolicy policy) =>
        _insert.Bind(
            tenant.Value,
            policy.Policy.Name.Value,
            policy.Version,
            policy.Source,
            policy.PublishedAt.UtcTicks,
            policy.PublishedBy).ExecuteNonQuery();

    /// <summary>The newest version of every policy, compiled.</summary>
    /// <exception cref="EngineStartException">One does not compile.</exception>
    public IEnumerable<(TenantId Tenant, PublishedPolicy Policy)> ReadInForce()
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT tenant, name, version, source, published_at, published_by FROM policies AS p
            WHERE version = (SELECT max(version) FROM policies AS q WHERE q.tenant = p.tenant AND q.name = p.name)
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var tenant = new TenantId(reader.GetString(0));
            var name = new PolicyName(reader.GetString(1));
            var source = reader.GetString(3);
            yield return PolicyCompiler.Compile(source, name) switch
            {
                PolicyCompilation.Compiled(var policy) => (tenant, new PublishedPolicy(
                    policy,
                    reader.GetInt32(2),
                    source,
                    new DateTimeOffset(reader.GetInt64(4), TimeSpan.Zero),
                    reader.GetString(5))),
                PolicyCompilation.Refused(var errors) => throw new EngineStartException(
                    $"The published policy {name} of tenant {tenant} does not compile with this version ({errors[0]}). Start the version that published it and mend the policy first."),
                var other => throw new InvalidOperationException($"{other.GetType().Name} is not a compilation."),
            };
        }
    }

    public void Dispose() => _insert.Dispose();
}
