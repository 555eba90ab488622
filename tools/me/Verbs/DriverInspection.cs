using System.CommandLine;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary>The verbs that look into a media driver.</summary>
internal static class DriverInspection
{
    /// <summary>Makes a verb that opens the driver's files, and only reads them.</summary>
    public static Command Make(string name, string description, Func<DriverInspector, Answer, int> look)
    {
        Option<string?> directory = CommonOptions.AeronDirectory();
        Option<bool> json = CommonOptions.Json();
        var command = new Command(name, description) { directory, json };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), answer =>
        {
            using var inspector = DriverInspector.Open(parsed.GetValue(directory));
            return look(inspector, answer);
        }));
        return command;
    }
}
