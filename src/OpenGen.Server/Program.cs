return await OpenGen.Server.Commands.CommandLine.RunAsync(args);
