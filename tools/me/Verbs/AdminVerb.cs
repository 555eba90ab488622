using System.CommandLine;
using MatchingEngine.Tools.Admin;

namespace MatchingEngine.Tools.Verbs;

/// <summary>
/// <c>me admin</c>: an operator's commands to a running service, sent through an operator's session and journaled like
/// any other.
/// </summary>
internal static class AdminVerb
{
    public static Command Make()
    {
        var admin = new Command(
            "admin",
            "Commands a running service. Exit code 0: accepted; 1: refused or not sent, nothing was changed; 2: sent, "
                + "and no answer came in time.");
        foreach (Command command in (IEnumerable<Command>)[.. InstrumentCommands.Make(), .. VenueCommands.Make()])
            admin.Add(command);
        return admin;
    }
}
