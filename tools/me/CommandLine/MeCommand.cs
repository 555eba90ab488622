using System.CommandLine;
using System.CommandLine.Invocation;
using MatchingEngine.Tools.Output;
using MatchingEngine.Tools.Verbs;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>The command <c>me</c> with all its verbs.</summary>
internal static class MeCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0 only when all is well.</returns>
    public static int Run(string[] args)
    {
        ParseResult parsed = Make().Parse(args);
        if (parsed.Action is ParseErrorAction && args.Contains("--json"))
            return RefuseInJson(parsed);
        return parsed.Invoke();
    }

    private static RootCommand Make() => new("me: a matching engine service, and its operator's kit.")
    {
        ServeVerb.Make(),
        DemoVerb.Make(),
        ReplayVerb.Make(),
        VerifyVerb.Make(),
        InspectVerb.Make(),
        LoadVerb.Make(),
        AdminVerb.Make(),
        DriverVerb.Make(),
        CountersVerb.Make(),
        ErrorsVerb.Make(),
        LossesVerb.Make(),
        WatchVerb.Make(),
        CheckVerb.Make(),
        RecordVerb.Make(),
        PlayVerb.Make(),
    };

    /// <summary>The parser's own answer would put the help on standard output.</summary>
    private static int RefuseInJson(ParseResult parsed)
    {
        string error = string.Join(' ', parsed.Errors.Select(one => one.Message));
        Console.Error.WriteLine($"me: {error}");
        JsonLine.Write(new { Ok = false, Error = error });
        return ExitCode.Failed;
    }
}
