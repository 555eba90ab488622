using System.CommandLine;
using System.Globalization;
using MatchingEngine.AeronDriver.Inspection;
using MatchingEngine.Tools.Output;

namespace MatchingEngine.Tools.Verbs;

/// <summary><c>me counters</c>: prints the counters of any Aeron media driver.</summary>
internal static class CountersVerb
{
    public static Command Make() => DriverInspection.Make(
        "counters", "Prints the counters of an Aeron media driver, this one or another. Only reads.", Run);

    private static int Run(DriverInspector inspector, Answer answer)
    {
        IReadOnlyList<CounterSnapshot> counters = inspector.Counters();
        var found = new
        {
            Ok = true,
            inspector.Pid,
            inspector.StartTimestampMillis,
            inspector.HeartbeatMillis,
            Counters = counters.Select(each =>
                new { each.Id, each.TypeId, each.Value, each.RegistrationId, each.OwnerId, each.Label }),
        };
        answer.Give(found, () => WriteText(counters));
        return ExitCode.Ok;
    }

    private static void WriteText(IReadOnlyList<CounterSnapshot> counters)
    {
        foreach (CounterSnapshot counter in counters)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{counter.Id,5}: {counter.Value,24:N0} - {counter.Label}"));
        }
    }
}
