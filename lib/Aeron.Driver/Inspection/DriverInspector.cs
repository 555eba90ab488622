using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Inspection;

/// <summary>
/// Reads what a driver tells of itself, from its directory: this driver or any other that keeps to Aeron's layouts,
/// alive or dead. Changes nothing. For one thread at a time.
/// </summary>
public sealed class DriverInspector : IDisposable
{
    private readonly string _directory;
    private readonly CncFile _cnc;

    private DriverInspector(string directory, CncFile cnc)
    {
        _directory = directory;
        _cnc = cnc;
    }

    /// <summary>Process id of the driver.</summary>
    public long Pid => _cnc.Pid;

    /// <summary>When the driver started, in milliseconds since 1970.</summary>
    public long StartTimestampMillis => _cnc.StartTimestampMillis;

    /// <summary>When the driver was last alive, in milliseconds since 1970; -1 when it ended cleanly.</summary>
    public long HeartbeatMillis => _cnc.ToDriver.HeartbeatMillis;

    /// <summary>Opens a directory.</summary>
    /// <param name="directory">The directory; null for the one that drivers use when nobody says otherwise.</param>
    /// <exception cref="IOException">No driver has been there, or its file is of another version.</exception>
    public static DriverInspector Open(string? directory = null)
    {
        string path = directory ?? DriverDirectory.Default();
        CncFile cnc = CncFile.TryOpen(path, writable: false)
            ?? throw new IOException($"{path} holds no {CncLayout.FileName} of a media driver that has started.");
        return new DriverInspector(path, cnc);
    }

    /// <summary>All counters that are in use, by id.</summary>
    public IReadOnlyList<CounterSnapshot> Counters()
    {
        var counters = new List<CounterSnapshot>();
        for (int id = 0; id < _cnc.Counters.Capacity && _cnc.Counters.TryRead(id) is { } counter; id++)
        {
            if (counter.IsAllocated)
            {
                counters.Add(counter);
            }
        }

        return counters;
    }

    /// <summary>The distinct errors of the driver, oldest first.</summary>
    public IReadOnlyList<ErrorObservation> Errors() => _cnc.ErrorLog.Read();

    /// <summary>What images lost, in the order in which they first lost something.</summary>
    public IReadOnlyList<LossObservation> Losses()
    {
        using LossReport? report = LossReport.TryOpen(_directory);
        return report?.Read() ?? [];
    }

    /// <summary>Closes the files.</summary>
    public void Dispose() => _cnc.Dispose();
}
