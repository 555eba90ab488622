using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Numerics;
using MatchingEngine.Journal;
using MatchingEngine.Pipeline;

namespace MatchingEngine.Tools.CommandLine;

/// <summary>
/// Options that several verbs share, and kinds of them; each call makes a new one, as the parser wants it. What does
/// not fit is an error of the command line.
/// </summary>
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

    public static Option<string?> AeronDirectory() => new("--aeron-dir")
    {
        Description = "Directory of the Aeron media driver. Default: AERON_DIR, or what Aeron itself takes for this user.",
        HelpName = "DIR",
    };

    public static Option<ThreadLayout> Threads() => Choice(
        "--threads",
        "dedicated: a spinning thread a stage; shared: all stages on one spinning thread; "
            + "quiet: it blocks when idle. Default by the number of processors.",
        EngineOptions.DefaultThreads(Environment.ProcessorCount));

    public static Option<DurabilityPolicy> Durability() => Choice(
        "--durability",
        "When a command is answered. sync: each write is synced to the disk; group: one sync for all that waits; "
            + "os: handed to the system, survives the death of the process but not of the machine.",
        DurabilityPolicy.Group);

    /// <summary>A file, by name.</summary>
    public static Option<string?> File(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
    };

    /// <summary>A number within bounds.</summary>
    public static Option<T> Bounded<T>(string name, string description, T value, T lowest, T highest)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            DefaultValueFactory = _ => value,
            HelpName = "N",
            CustomParser = argument => ParseNumber(argument, name, lowest, highest),
        };

    /// <summary>The number of a command, which may be left out.</summary>
    public static Option<long?> Sequence(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "SEQ",
        CustomParser = argument => ParseNumber(argument, name, 0, long.MaxValue),
    };

    /// <summary>The size of a ring.</summary>
    public static Option<int> RingSize(string name, string description, int value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = "N",
        CustomParser = argument =>
        {
            int size = ParseNumber(argument, name, EngineOptions.MinRingSize, EngineOptions.MaxRingSize);
            if (size > 0 && !int.IsPow2(size))
                argument.AddError($"{name} must be a power of two, not {size}.");
            return size;
        },
    };

    /// <summary>The id of something, which may be left out.</summary>
    public static Option<uint?> Id(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = argument => ParseNumber(argument, name, 1u, uint.MaxValue),
    };

    /// <summary>The id of something, which may not be left out.</summary>
    public static Option<uint> RequiredId(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "N",
        Required = true,
        CustomParser = argument => ParseNumber(argument, name, 1u, uint.MaxValue),
    };

    /// <summary>One of a few words; the default value of its type when it is left out.</summary>
    public static Option<T> Word<T>(string name, string description, IReadOnlyDictionary<string, T> words) => new(name)
    {
        Description = description,
        HelpName = string.Join('|', words.Keys),
        CustomParser = argument =>
        {
            string text = TextOf(argument);
            foreach ((string word, T value) in words)
            {
                if (word.Equals(text, StringComparison.OrdinalIgnoreCase))
                    return value;
            }
            argument.AddError($"{name} must be one of {string.Join(", ", words.Keys)}, not {text}.");
            return default;
        },
    };

    /// <summary>A time of day, which may be left out.</summary>
    public static Option<TimeOnly?> TimeOfDay(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "HH:MM",
        CustomParser = argument =>
        {
            string text = TextOf(argument);
            bool isTime = TimeOnly.TryParseExact(
                text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time);
            if (isTime)
                return time;
            argument.AddError($"{name} must be a time of day such as 17:30, not {text}.");
            return null;
        },
    };

    /// <summary>An address with its port, which may not be left out.</summary>
    public static Option<IPEndPoint> EndPoint(string name, string description, IPEndPoint value) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = "ADDRESS:PORT",
        CustomParser = argument =>
        {
            string text = TextOf(argument);
            if (EndPointText.TryParse(text, out IPEndPoint? endPoint))
                return endPoint;
            argument.AddError($"{name} must be of the form ADDRESS:PORT, such as {value}, not {text}.");
            return null;
        },
    };

    /// <summary>One of a few named values.</summary>
    public static Option<T> Choice<T>(string name, string description, T value) where T : struct, Enum => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => value,
        HelpName = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant(),
        CustomParser = argument =>
        {
            string text = TextOf(argument);
            string? known = Enum.GetNames<T>()
                .FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (known is not null)
                return Enum.Parse<T>(known);
            string names = string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant();
            argument.AddError($"{name} must be one of {names}, not {text}.");
            return value;
        },
    };

    private static T ParseNumber<T>(ArgumentResult argument, string name, T lowest, T highest)
        where T : struct, INumber<T>
    {
        string text = TextOf(argument);
        // Not a number is neither below nor above a bound.
        if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T given)
            && given >= lowest && given <= highest)
            return given;
        argument.AddError($"{name} must be a number from {lowest} to {highest}, not {text}.");
        return default;
    }

    private static string TextOf(ArgumentResult argument) => argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
}
