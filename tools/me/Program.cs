using System.CommandLine;
using MatchingEngine.Tools.Verbs;

var root = new RootCommand("me: a matching engine service, and its operator's kit.")
{
    ServeVerb.Make(),
    DemoVerb.Make(),
    ReplayVerb.Make(),
    VerifyVerb.Make(),
    InspectVerb.Make(),
    LoadVerb.Make(),
};
return await root.Parse(args).InvokeAsync();
