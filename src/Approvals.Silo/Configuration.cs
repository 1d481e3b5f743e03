namespace Approvals.Silo;

/// <summary>Reads the configuration: <c>appsettings.json</c>, and the environment, which has the last word.</summary>
internal static class Configuration
{
    public static NodeOptions Read() => Of(new ConfigurationBuilder()
        .AddJsonFile("appsettings.json", optional: true)
        .AddEnvironmentVariables()
        .Build());

    /// <exception cref="StartException">A value is not what it should be.</exception>
    public static NodeOptions Of(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(NodeOptions.Section).Get<NodeOptions>(static o => o.ErrorOnUnknownConfiguration = true) ?? new NodeOptions();
        }
        catch (InvalidOperationException e)
        {
            throw new StartException($"The configuration cannot be read: {e.Message}", e);
        }
    }
}
