using MatchingEngine.AeronDriver.Channels;
using MatchingEngine.AeronDriver.Cnc;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>The sockets of a channel, as the conductor sees them: who uses them and what tells of them.</summary>
internal abstract class ChannelEndpoint(UdpChannel channel, DriverCounter status) : IDisposable
{
    public UdpChannel Channel { get; } = channel;

    /// <summary>Tells clients how the channel does.</summary>
    public DriverCounter Status { get; } = status;

    /// <summary>Publications or subscriptions that use the endpoint.</summary>
    public int ReferenceCount { get; set; }

    /// <summary>Nobody used it, and the thread that works with it has been asked to let go of it.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Counters that go with the endpoint.</summary>
    public List<DriverCounter> OwnedCounters { get; } = [];

    /// <summary>Closes the sockets. No other thread may work with the endpoint any more.</summary>
    public abstract void Dispose();
}
