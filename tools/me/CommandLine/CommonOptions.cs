using System.CommandLine;
using MatchingEngine.Journal;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>Options that several verbs share; each call makes a new one, as the parser wants it.</summary>
internal static class CommonOptions
{
    public const string DefaultData = "./data";

    public static Option<string> Data() => new("--data")
    {
        Description = "Data directory: the journal, and the sessions file unless --sessions names another.",
        DefaultValueFactory = _ => DefaultData,
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Answer with one JSON object on one line of standard output.",
    };

    public static Option<ThreadLayout> Threads() => new("--threads")
    {
        Description = "dedicated: a spinning thread a stage; shared: all stages on one spinning thread; quiet: it blocks when idle. "
            + "Default by the number of processors.",
        DefaultValueFactory = _ => EngineOptions.DefaultThreads(Environment.ProcessorCount),
        HelpName = "LAYOUT",
    };

    public static Option<DurabilityPolicy> Durability() => new("--durability")
    {
        Description = "When a command is answered. sync: each write is synced to the disk; group: one sync for all that waits; "
            + "os: handed to the system, survives the death of the process but not of the machine.",
        DefaultValueFactory = _ => DurabilityPolicy.Group,
        HelpName = "POLICY",
    };

    public static Option<T> Bounded<T>(string name, string description, T value, T lowest, T highest)
        where T : struct, IComparable<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "N" };
        option.Validators.Add(result =>
        {
            T given = result.GetValueOrDefault<T>();
            if (given.CompareTo(lowest) < 0 || given.CompareTo(highest) > 0)
                result.AddError($"{name} must be from {lowest} to {highest}, not {given}.");
        });
        return option;
    }
}
