using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;

StandardStreams.Guard();
return MeCommand.Run(args);
