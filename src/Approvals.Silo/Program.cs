using System.CommandLine;
using Approvals.Silo;

// Signals are the host's: it stops taking work, finishes what it has, hands over, and then ends.
return await CommandLine.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
