using System.Globalization;
using Adaptive.Agrona.Concurrent;

namespace MatchingEngine.Bench.AeronClient;

/// <summary>What to measure, against which driver.</summary>
internal sealed record Options
{
    public const string Usage = """
        Measures an Aeron client against a driver that runs already.
          --aeron-dir DIR       the driver's directory (default: Aeron's own)
          --mode MODE           round-trip | throughput | self | all (default), or publisher | subscriber | ponger,
                                the halves that run by themselves until stopped or until --seconds is over
          --channel URI         there (default aeron:ipc)
          --back URI            and back again, for round trips (default: as --channel)
          --length BYTES,…      message lengths (default 32,256,1024)
          --seconds N           length of a measurement (default 3), after a warm-up of a second
          --processes 1|2       both ends in this process, or the far one in a process of its own (default 1)
          --idle spin|yield     what an end does that has nothing to do (default yield)
          --stream N            stream id of a half that runs by itself, and N + 1 back (default 1001)
          --concurrent          a publication that many may offer to, instead of an exclusive one
        """;

    public string Directory { get; private set; } = Adaptive.Aeron.Aeron.Context.GetAeronDirectoryName();

    public string Mode { get; private set; } = "all";

    public string Channel { get; private set; } = "aeron:ipc";

    public string Back { get; private set; } = string.Empty;

    public int[] Lengths { get; private set; } = [32, 256, 1024];

    public int Seconds { get; private set; } = 3;

    public int Processes { get; private set; } = 1;

    /// <summary>
    /// Each measurement has streams of its own: what a killed one leaves behind in the driver must not be met again.
    /// </summary>
    public int StreamId { get; private set; } = 1001;

    public bool Spins { get; private set; }

    public bool Concurrent { get; private set; }

    public static Options? Parse(string[] args)
    {
        var options = new Options();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--concurrent")
            {
                options.Concurrent = true;
            }
            else if (i + 1 == args.Length || !options.TrySet(args[i], args[++i]))
            {
                return null;
            }
        }

        options.Back = options.Back.Length == 0 ? options.Channel : options.Back;
        return options;
    }

    public Options WithStreamsOfItsOwn(int measurement) =>
        this with { StreamId = (Environment.ProcessId * 32) + (measurement * 2) };

    public IIdleStrategy IdleStrategy() => Spins ? new BusySpinIdleStrategy() : new YieldingIdleStrategy();

    /// <summary>Arguments of a process that plays the far end.</summary>
    public string[] FarEnd(string mode, int length) =>
    [
        "--mode", mode, "--aeron-dir", Directory, "--channel", Channel, "--back", Back,
        "--length", length.ToString(CultureInfo.InvariantCulture),
        "--seconds", (Seconds + 10).ToString(CultureInfo.InvariantCulture),
        "--idle", Spins ? "spin" : "yield",
        "--stream", StreamId.ToString(CultureInfo.InvariantCulture),
        .. Concurrent ? ["--concurrent"] : Array.Empty<string>(),
    ];

    private bool TrySet(string name, string value)
    {
        switch (name)
        {
            case "--aeron-dir":
                Directory = value;
                return true;
            case "--mode":
                Mode = value;
                return value is "all" or "round-trip" or "throughput" or "self"
                    or "publisher" or "subscriber" or "ponger";
            case "--channel":
                Channel = value;
                return true;
            case "--back":
                Back = value;
                return true;
            case "--length":
                Lengths = [.. value.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
                return Lengths.All(length => length >= sizeof(long));
            case "--seconds":
                Seconds = int.Parse(value, CultureInfo.InvariantCulture);
                return Seconds > 0;
            case "--stream":
                StreamId = int.Parse(value, CultureInfo.InvariantCulture);
                return true;
            case "--processes":
                Processes = int.Parse(value, CultureInfo.InvariantCulture);
                return Processes is 1 or 2;
            case "--idle":
                Spins = value == "spin";
                return value is "spin" or "yield";
            default:
                return false;
        }
    }
}
