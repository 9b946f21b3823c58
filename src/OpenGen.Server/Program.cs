return await OpenGen.Server.CommandLine.RunAsync(args);
