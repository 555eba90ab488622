using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Conductor;

/// <summary>A client that the driver has heard of.</summary>
internal sealed class DriverClient(long id, DriverCounter heartbeat)
{
    public long Id { get; } = id;

    /// <summary>Milliseconds since 1970 of the client's last sign of life; the client writes it.</summary>
    public DriverCounter Heartbeat { get; } = heartbeat;

    /// <summary>The client has said that it ends.</summary>
    public bool IsClosing { get; set; }
}
