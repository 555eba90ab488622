using System.Diagnostics;
using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Commands;

namespace MatchingEngine.AeronDriver.Threads;

/// <summary>What all parts of one driver share.</summary>
internal sealed class DriverServices : IDisposable
{
    private static readonly double NanosPerTick = 1_000_000_000.0 / Stopwatch.Frequency;

    public DriverServices(MediaDriverContext context, CncFile cnc)
    {
        Context = context;
        Cnc = cnc;
        Counters = new SystemCounters(cnc.Counters, NowMillis());
        Notifier = new ClientNotifier(cnc.ToClients);
        LossReport = LossReport.Create(context.DirectoryName, context.LossReportLength);
        Random = context.RandomSeed is { } seed ? new Random(seed) : new Random();
    }

    public MediaDriverContext Context { get; }

    public CncFile Cnc { get; }

    public SystemCounters Counters { get; }

    /// <summary>For the conductor's thread alone.</summary>
    public ClientNotifier Notifier { get; }

    /// <summary>For the receiver's thread alone.</summary>
    public LossReport LossReport { get; }

    /// <summary>For the conductor's thread alone.</summary>
    public Random Random { get; }

    public WorkQueue ForConductor { get; } = new();

    public WorkQueue ForSender { get; } = new();

    public WorkQueue ForReceiver { get; } = new();

    public static long NowMillis() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Nanoseconds since some moment; never goes back.</summary>
    public static long NowNanos() => Stopwatch.Frequency == 1_000_000_000
        ? Stopwatch.GetTimestamp()
        : (long)(Stopwatch.GetTimestamp() * NanosPerTick);

    /// <summary>Counts an error and writes it to the error log. Any thread.</summary>
    public void Report(Exception error)
    {
        Counters[SystemCounter.Errors].Increment();
        string text = error is CommandRefusedException
            ? error.Message
            : $"{error.GetType().FullName}: {error.Message}\n{error.StackTrace}";
        Cnc.ErrorLog.Record(text, NowMillis());
        Context.ErrorHandler?.Invoke(error);
    }

    public void Dispose()
    {
        LossReport.Dispose();
        Cnc.Dispose();
    }
}
