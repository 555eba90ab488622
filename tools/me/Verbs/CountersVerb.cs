using System.CommandLine;
using System.Globalization;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.Tools.CommandLine;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me counters</c>: prints the counters of any Aeron media driver.</summary>
internal static class CountersVerb
{
    public static Command Make()
    {
        Option<string?> directory = CommonOptions.AeronDirectory();
        Option<bool> json = CommonOptions.Json();
        var command = new Command("counters", "Prints the counters of an Aeron media driver, this one or another. Only reads.") { directory, json };
        command.SetAction(parsed => VerbGuard.Run(parsed.GetValue(json), () => Run(parsed.GetValue(directory), parsed.GetValue(json))));
        return command;
    }

    private static int Run(string? directory, bool json)
    {
        using var inspector = DriverInspector.Open(directory);
        IReadOnlyList<CounterSnapshot> counters = inspector.Counters();
        if (json)
        {
            JsonLine.Write(new
            {
                Ok = true,
                inspector.Pid,
                inspector.StartTimestampMillis,
                inspector.HeartbeatMillis,
                Counters = counters.Select(each => new { each.Id, each.TypeId, each.Value, each.RegistrationId, each.OwnerId, each.Label }),
            });
            return ExitCode.Ok;
        }
        foreach (CounterSnapshot counter in counters)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counter.Id,5}: {counter.Value,24:N0} - {counter.Label}"));
        return ExitCode.Ok;
    }
}
