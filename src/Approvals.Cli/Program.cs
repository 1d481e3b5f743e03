using Approvals.Cli;

return await CommandLine.RunAsync(args);
