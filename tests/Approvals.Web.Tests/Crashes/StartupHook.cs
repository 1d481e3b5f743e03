using System.Diagnostics.Tracing;
using System.Globalization;
using System.Text;

#pragma warning disable CA1050, MA0047 // The runtime looks for a type of this name outside of any namespace.
/// <summary>
/// Runs inside the server before it starts (<c>DOTNET_STARTUP_HOOKS</c>), and writes down what it logs while it logs it.
/// The console's writer stands behind a queue, whose last lines a kill takes with it.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable that names the file to write to.</summary>
    public const string FileVariable = "APPROVALS_TEST_LOG";

    private static LogListener? s_listener;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } path)
        {
            s_listener = new LogListener(path);
        }
    }

    private sealed class LogListener(string path) : EventListener
    {
        private const string Logging = "Microsoft-Extensions-Logging";
        private const EventKeywords FormattedMessages = (EventKeywords)4;

        /// <summary>The server's own loggers, and not those of the framework.</summary>
        private const string Loggers = "Approvals";

        private readonly Lock _lock = new();
        private FileStream? _file;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == Logging)
            {
                EnableEvents(eventSource, EventLevel.Informational, FormattedMessages);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData)
        {
            if (eventData is not { EventName: "FormattedMessage", Payload: { } payload, PayloadNames: { } names })
            {
                return;
            }

            if (!Of("LoggerName").StartsWith(Loggers, StringComparison.Ordinal))
            {
                return;
            }

            var message = Of("FormattedMessage").ReplaceLineEndings(" ");
            var line = string.Create(CultureInfo.InvariantCulture, $"{Of("EventId")}\t{Of("LoggerName")}\t{message}\n");
            lock (_lock)
            {
                _file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                _file.Write(Encoding.UTF8.GetBytes(line));
            }

            string Of(string name) => Convert.ToString(payload[names.IndexOf(name)], CultureInfo.InvariantCulture) ?? "";
        }
    }
}
