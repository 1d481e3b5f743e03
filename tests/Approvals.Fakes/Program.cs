using Approvals.Fakes;

await Desk.RunAsync(args);
