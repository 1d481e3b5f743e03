using Approvals.Server;

return await CommandLine.Create().Parse(args).InvokeAsync();
