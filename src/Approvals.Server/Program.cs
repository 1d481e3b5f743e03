using System.CommandLine;
using Approvals.Server;

// Signals are the host's: it stops taking work, finishes what it has, and then ends.
return await CommandLine.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
