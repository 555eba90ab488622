using System.Runtime.InteropServices;
using MatchingEngine.AeronDriver.Threads;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>
/// Tells of the errors of a channel. An unreachable network shows in each call; once a second is enough to tell of it. Used
/// by the thread that uses the sockets.
/// </summary>
internal sealed class ChannelErrors(DriverServices services, string channel)
{
    private const long IntervalNanos = 1_000_000_000;

    private long _nextReportNanos = DriverServices.NowNanos();

    /// <summary>Reports an error that the socket has had since the last look.</summary>
    public void Look(DatagramSocket socket, long nowNanos)
    {
        if (socket.Error != 0)
        {
            Tell(Marshal.GetPInvokeErrorMessage(socket.Error), nowNanos);
            socket.Error = 0;
        }
    }

    /// <summary>Reports an error, unless one was reported a moment ago.</summary>
    public void Tell(string reason, long nowNanos)
    {
        if (nowNanos - _nextReportNanos >= 0)
        {
            _nextReportNanos = nowNanos + IntervalNanos;
            services.Report(new IOException($"{reason}: {channel}"));
        }
    }
}
