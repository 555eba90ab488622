using MatchingEngine.AeronDriver.Cnc;
using MatchingEngine.AeronDriver.Protocol;
using MatchingEngine.AeronDriver.Transport;

namespace MatchingEngine.AeronDriver.Media;

/// <summary>
/// The places that a publication with several destinations goes to: named by clients, or learnt from status messages
/// and forgotten when these stop. Used by the sender's thread alone.
/// </summary>
internal sealed class DestinationSet(bool isDynamic, DriverCounter count)
{
    /// <summary>Most destinations that are learnt: what is sent goes to each, and anybody may claim to receive.</summary>
    public const int MaxLearnt = 1024;

    private const long TimeoutNanos = 5_000_000_000;

    private readonly List<Destination> _destinations = [];
    private int _first;

    /// <summary>Tells tools how many there are.</summary>
    public DriverCounter CountCounter { get; } = count;

    /// <summary>Takes those that clients name from now on.</summary>
    public void Replace(Destination[] named)
    {
        _destinations.Clear();
        _destinations.AddRange(named);
        CountCounter.Value = _destinations.Count;
    }

    /// <summary>Learns where a receiver is.</summary>
    public void OnStatusMessage(StatusMessageFrame message, in NativeAddress source, long nowNanos)
    {
        if (!isDynamic || !source.HasPort)
        {
            return;
        }

        foreach (Destination known in _destinations)
        {
            if (known.ReceiverId == message.ReceiverId && known.Address.Equals(source))
            {
                known.LastHeardNanos = nowNanos;
                return;
            }
        }

        if (_destinations.Count >= MaxLearnt)
        {
            return;
        }

        _destinations.Add(new Destination(-1, message.ReceiverId, source) { LastHeardNanos = nowNanos });
        CountCounter.Value = _destinations.Count;
    }

    /// <summary>Sends to all; each time another is first, so that nobody is always served last.</summary>
    public void Send(SendBatch batch, DatagramSocket socket, long nowNanos)
    {
        if (isDynamic)
        {
            Forget(nowNanos);
        }

        int count = _destinations.Count;
        _first = _first + 1 < count ? _first + 1 : 0;
        for (int index = 0; index < count; index++)
        {
            int turn = _first + index;
            NativeAddress address = _destinations[turn < count ? turn : turn - count].Address;
            socket.Send(batch, address);
        }
    }

    /// <summary>Id of the command that named a destination; -1 when none did.</summary>
    public long RegistrationIdOf(in NativeAddress source)
    {
        foreach (Destination destination in _destinations)
        {
            if (destination.Address.Equals(source))
            {
                return destination.RegistrationId;
            }
        }

        return -1;
    }

    private void Forget(long nowNanos)
    {
        for (int index = _destinations.Count - 1; index >= 0; index--)
        {
            if (nowNanos - _destinations[index].LastHeardNanos > TimeoutNanos)
            {
                _destinations.RemoveAt(index);
                CountCounter.Value = _destinations.Count;
            }
        }
    }
}
