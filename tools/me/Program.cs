using MatchingEngine.Tools.CommandLine;

return MeCommand.Run(args);
